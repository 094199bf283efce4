import { NoAnswer } from '../graph/gateway.ts';
import { type SignInError, SignInFailed } from './operations.ts';

/** A failure as it crosses the port. */
export type Failure =
  | { signIn: SignInError }
  /** The id that was sent, and how long the answer, before it broke off, asked to wait (ms). */
  | { noAnswer: string; retryAfter?: number }
  | { gone: string }
  /** An error of ours, in its own words. */
  | { unexpected: string };

/** The error that a failure was before it crossed. */
export function errorOf(failure: Failure): Error {
  if ('noAnswer' in failure) return new NoAnswer(failure.noAnswer, undefined, failure.retryAfter);
  if ('unexpected' in failure) return new Error(failure.unexpected);
  return 'gone' in failure ? new OffscreenGone(failure.gone) : new SignInFailed(failure.signIn);
}

/** The document was closed before it answered; asking again opens a new one. */
export class OffscreenGone extends Error {
  override readonly name = 'OffscreenGone';
}

export const portName = 'offscreen';

export interface Request {
  id: number;
  name: string;
  input: unknown;
}

export type Reply = { id: number; value: unknown } | { id: number; failure: Failure } | { alive: true };
