import type { Problem } from '../problems.ts';
import type { OpenPhase } from './job.ts';

/** A problem without its times: the state machine adds them. */
export type Cause = Omit<Problem, 'at' | 'retryAt'>;

/** A step that did not get on, in any phase. */
export type Setback =
  /** It won't get better by itself; `retryAfter` in ms: nor may the user ask again before. */
  | { type: 'refused'; cause: Cause; retryAfter?: number }
  /** It may pass; `retryAfter` in ms, as the service asked. */
  | { type: 'delayed'; cause: Cause; retryAfter?: number }
  /** The user has to sign in, or to allow access to a site: goes on after that. */
  | { type: 'paused'; cause: Cause };

/** What the step of each phase can bring. */
export interface Progress {
  /** About to POST. */
  requested: { type: 'asking' };
  creating:
    | { type: 'created'; exportJobId: string; status?: string; expiresAt?: number; retryAfter?: number }
    /** An export of this view was under way already. */
    | { type: 'joined'; exportJobId: string }
    /** The service made a job and did not say how it is to be asked for. */
    | { type: 'unnamed' }
    /** The service answered the POST and made no job. */
    | { type: 'notCreated'; setback: Setback }
    /** The service was asked and knows no such job: the POST never arrived. */
    | { type: 'absent' }
    /** No answer to the POST, or one that leaves open whether there is a job. */
    | { type: 'unanswered'; cause: Cause; retryAfter?: number };
  following: {
    type: 'status';
    status: string;
    detail?: string;
    expiresAt?: number;
    retryAfter?: number;
    /** The service's clock, epoch ms. */
    serviceTime?: number;
  };
  /** `notExcel`: why it is no Excel workbook, though it should be one. */
  ready: { type: 'content'; blobUrl: string; bytes: number; name: string; notExcel?: string };
  saving:
    | { type: 'started'; downloadId: number }
    | { type: 'saved'; name: string; bytes: number }
    /** The content is no longer in the browser. */
    | { type: 'lost' };
}

export type Outcome = { [P in OpenPhase]: Progress[P] }[OpenPhase] | Setback;
