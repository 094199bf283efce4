import type { Problem, ProblemCode } from './problems.ts';

/** What a user asked for could not be done, not even begun. */
export class Refused extends Error {
  readonly code: ProblemCode;
  constructor(message: string, code: ProblemCode = 'internal') {
    super(message);
    this.code = code;
  }
}

/** What an error says of itself, in the words of whoever made it: never a sentence of ours. */
export const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Notes an error that nobody waits for: what goes on by itself goes on. */
export const report = (error: unknown): undefined => void console.error('Export view:', error);

/** What can be told of something that failed. */
export const problemFrom = (error: unknown): Problem => ({
  code: error instanceof Refused ? error.code : 'internal',
  at: Date.now(),
  value: reasonOf(error),
});
