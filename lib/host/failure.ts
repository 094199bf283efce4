import { NoAnswer } from '../graph/gateway.ts';
import { type SignInError, SignInFailed } from './operations.ts';

/** A failure as it crosses the port. */
export type Failure = { signIn: SignInError } | { noAnswer: string } | { gone: string };

/** The error that a failure was before it crossed. */
export function errorOf(failure: Failure): Error {
  if ('noAnswer' in failure) return new NoAnswer(failure.noAnswer, undefined);
  return 'gone' in failure ? new HostGone(failure.gone) : new SignInFailed(failure.signIn);
}

/** The document was closed before it answered; asking again opens a new one. */
export class HostGone extends Error {
  override readonly name = 'HostGone';
}

export const portName = 'host';

export interface Request {
  id: number;
  name: string;
  input: unknown;
}

export type Reply = { id: number; value: unknown } | { id: number; failure: Failure } | { alive: true };
