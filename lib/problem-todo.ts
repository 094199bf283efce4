import type { MessageKey } from './i18n.ts';
import type { ProblemCode } from './problems.ts';

/** Problems after which the same is to be done share the text that says so. */
const shared: Partial<Record<ProblemCode, MessageKey>> = {
  jobSkipped: 'todo_startAnew',
  jobVanished: 'todo_startAnew',
  jobExpired: 'todo_startAnew',
  signInServiceBusy: 'todo_nothing',
  jobNotReadableYet: 'todo_nothing',
  jobStatusUnknown: 'todo_nothing',
  tookTooLong: 'todo_again',
  contentLost: 'todo_again',
  downloadCancelled: 'todo_again',
  unexpectedAnswer: 'todo_report',
  internal: 'todo_report',
};

/** The text of what to do about a problem. */
export const todoOf = (code: ProblemCode): MessageKey =>
  shared[code] ?? (`problem_${code}_todo` as MessageKey);
