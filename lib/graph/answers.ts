import type { Cause, Setback } from '../problems/problems.ts';

/** What a POST, or the list after one without an answer, brings. `retryAfter` in ms; `expiresAt` in epoch ms. */
export type Creation =
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

/** What a poll brings. */
export interface JobState {
  type: 'status';
  status: string;
  detail?: string;
  expiresAt?: number;
  retryAfter?: number;
  /** The service's clock, epoch ms. */
  serviceTime?: number;
}
