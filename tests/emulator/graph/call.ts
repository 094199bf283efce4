import type { AccessTokenClaims } from '../entra/tokens.ts';
import type { Incoming } from '../http.ts';
import { type Answer, type Marks, refusal } from './answers.ts';
import type { FormKnobs } from './forms.ts';
import type { Job, JobKnobs } from './jobs.ts';

/** What a call needs to know of the service and of the request. */
export interface CallContext {
  request: Incoming;
  user: AccessTokenClaims;
  jobs: Job[];
  knobs: JobKnobs &
    FormKnobs & { retryAfterSeconds: number | undefined; pageSize: number | undefined; youngMs: number };
  marks: Marks;
  /** What stands in the path for the job. */
  id: string;
}

/** What one of the four calls does. */
export type CallHandler = (context: CallContext) => Answer;

/** A refusal in the words of Graph's own front, not of the service behind it. */
export const badRequest = (marks: Marks, message: string): Answer =>
  refusal(marks, 400, 'BadRequest', message);

export const isAnswer = (value: object): value is Answer => 'status' in value;
