import type { Problem, ProblemCode } from '../lib/problems/problems.ts';
import { formatTime, type MessageKey, t } from '../lib/texts/i18n.ts';
import type { Intent } from './message-bar.tsx';

/** Where what happened says more than what to do, which the button beside it says. */
const happenedLeads = new Set<ProblemCode>([
  'clientIdMissing',
  'signInRequired',
  'signInCancelled',
  'signInDeclined',
  'signInFailed',
  'permissionUnknown',
  'wrongAccount',
  'signInServiceBusy',
  'siteAccessMissing',
  'serviceRetired',
  'throttled',
  'jobSkipped',
  'jobStatusUnknown',
  'jobNotReadableYet',
  'jobVanished',
  'jobExpired',
  'tookTooLong',
  'contentCutOff',
  'contentLost',
  'contentElsewhere',
  'contentHostUnknown',
  'contentNotCsv',
  'downloadCancelled',
  'downloadFailed',
  'fileNotScanned',
  'fileNameRefused',
  'fileGone',
  'fileNotListed',
  'notOpened',
  'internal',
]);

/** What the user did, or can leave as it is. */
const merelyTold = new Set<ProblemCode>([
  'viewNotSaved',
  'viewChanged',
  'signInCancelled',
  'downloadCancelled',
  'fileNotListed',
  'openDeclined',
  'recordNewer',
]);

/** What goes on once somebody did something. */
const mendable = new Set<ProblemCode>([
  'clientIdMissing',
  'invalidOrganizationId',
  'invalidViewId',
  'siteAccessMissing',
  'signInRequired',
  'adminConsentRequired',
  'contentHostUnknown',
  'recordBroken',
]);

/** Problems after which the same is to be done share the text that says so. */
const sharedTodo: Partial<Record<ProblemCode, MessageKey>> = {
  viewNotSaved: 'problem_invalidViewId_todo',
  jobSkipped: 'todo_startAnew',
  jobVanished: 'todo_startAnew',
  jobExpired: 'todo_startAnew',
  signInServiceBusy: 'todo_nothing',
  jobNotReadableYet: 'todo_nothing',
  tookTooLong: 'todo_again',
  contentLost: 'todo_again',
  downloadCancelled: 'todo_again',
};

/** The text of what to do about a problem. */
export const todoOf = (code: ProblemCode): MessageKey =>
  sharedTodo[code] ?? (`problem_${code}_todo` as MessageKey);

/** One of the texts of a problem: what it is called, or what happened. */
export function problemText({ code, value = '', retryAt }: Problem, part: 'title' | 'happened'): string {
  return t(`problem_${code}_${part}` as MessageKey, value, ...(retryAt ? [formatTime(retryAt)] : []));
}

export interface ProblemTexts {
  title: string;
  /** The one sentence beside the title. */
  sentence: string;
  /** What stands in the details. */
  more: string;
}

export function textsOf({ code, value = '', retryAt }: Problem): ProblemTexts {
  const values = [value, ...(retryAt ? [formatTime(retryAt)] : [])];
  const [happened, todo] = [t(`problem_${code}_happened`, ...values), t(todoOf(code), ...values)] as const;
  const first = happenedLeads.has(code) || (code === 'serviceBusy' && !retryAt);
  const one = code === 'recordBroken' && value === '1';
  return {
    title: one ? t('problem_recordBroken_one') : t(`problem_${code}_title`, ...values),
    ...(first ? { sentence: happened, more: todo } : { sentence: todo, more: happened }),
  };
}

/** @param waits the export goes on once the user did something */
export function intentOf(code: ProblemCode, waits = false): Intent {
  if (merelyTold.has(code)) return 'information';
  return waits || mendable.has(code) ? 'warning' : 'error';
}
