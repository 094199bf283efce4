import type { Problem, ProblemCode } from '../lib/problems/problems.ts';
import { formatTime, type MessageKey, t } from '../lib/texts/i18n.ts';
import type { Intent } from './message-bar.tsx';

/** How a problem is told, where that is otherwise than of most: as an error, and first of all what to do. */
interface Told {
  /** What happened says more than what to do, which the button beside it says. */
  leads?: 'happened';
  /** What the user did, or can leave as it is; or what goes on once somebody did something. */
  intent?: 'information' | 'warning';
  /** The same is to be done as about others: they share the text that says so. */
  todo?: MessageKey;
}

const told: Partial<Record<ProblemCode, Told>> = {
  clientIdMissing: { leads: 'happened', intent: 'warning' },
  invalidOrganizationId: { intent: 'warning' },
  invalidViewId: { intent: 'warning' },
  viewNotSaved: { intent: 'information', todo: 'problem_invalidViewId_todo' },
  viewChanged: { intent: 'information' },
  siteAccessMissing: { leads: 'happened', intent: 'warning' },
  signInRequired: { leads: 'happened', intent: 'warning' },
  signInCancelled: { leads: 'happened', intent: 'information' },
  signInDeclined: { leads: 'happened' },
  signInFailed: { leads: 'happened' },
  adminConsentRequired: { intent: 'warning' },
  permissionUnknown: { leads: 'happened' },
  wrongAccount: { leads: 'happened' },
  signInServiceBusy: { leads: 'happened', todo: 'todo_nothing' },
  serviceRetired: { leads: 'happened' },
  throttled: { leads: 'happened' },
  jobSkipped: { leads: 'happened', todo: 'todo_startAnew' },
  jobStatusUnknown: { leads: 'happened' },
  jobNotReadableYet: { leads: 'happened', todo: 'todo_nothing' },
  jobVanished: { leads: 'happened', todo: 'todo_startAnew' },
  jobExpired: { leads: 'happened', todo: 'todo_startAnew' },
  tookTooLong: { leads: 'happened', todo: 'todo_again' },
  contentCutOff: { leads: 'happened' },
  contentLost: { leads: 'happened', todo: 'todo_again' },
  contentElsewhere: { leads: 'happened' },
  contentHostUnknown: { leads: 'happened', intent: 'warning' },
  contentNotCsv: { leads: 'happened' },
  downloadCancelled: { leads: 'happened', intent: 'information', todo: 'todo_again' },
  downloadFailed: { leads: 'happened' },
  fileNotScanned: { leads: 'happened' },
  fileNameRefused: { leads: 'happened' },
  fileGone: { leads: 'happened' },
  fileNotListed: { leads: 'happened', intent: 'information' },
  openDeclined: { intent: 'information' },
  notOpened: { leads: 'happened' },
  recordBroken: { intent: 'warning' },
  recordNewer: { intent: 'information' },
  internal: { leads: 'happened' },
};

/** The text of what to do about a problem. */
export const todoOf = (code: ProblemCode): MessageKey =>
  told[code]?.todo ?? (`problem_${code}_todo` as MessageKey);

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
  const first = told[code]?.leads === 'happened' || (code === 'serviceBusy' && !retryAt);
  const one = code === 'recordBroken' && value === '1';
  return {
    title: one ? t('problem_recordBroken_one') : t(`problem_${code}_title`, ...values),
    ...(first ? { sentence: happened, more: todo } : { sentence: todo, more: happened }),
  };
}

/** @param waits the export goes on once the user did something */
export function intentOf(code: ProblemCode, waits = false): Intent {
  const intent = told[code]?.intent ?? 'error';
  return waits && intent === 'error' ? 'warning' : intent;
}
