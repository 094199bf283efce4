import type { ProblemCode } from './problems.ts';

/** What a user asked for could not be done, not even begun. */
export class Refused extends Error {
  readonly code: ProblemCode;
  constructor(message: string, code: ProblemCode = 'internal') {
    super(message);
    this.code = code;
  }
}
