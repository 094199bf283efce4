import type { Problem, ProblemCode } from '../problems/problems.ts';

/** What an export waits for. */
export type WaitFor =
  /** For nothing: its next step is due. */
  | 'step'
  /** A POST whose answer is unknown: by then it has arrived, if it ever does. */
  | 'post'
  /** The time of its next poll. */
  | 'poll'
  /** The service's `Retry-After`. */
  | 'retryAfter'
  /** The network: it is tried again at a time. */
  | 'network'
  /** Its next try after another failure that may pass (exponential backoff). */
  | 'backoff'
  /** The browser's download: its event, and beside it a time, where the download may stand still. */
  | 'download'
  /** The user, to sign in. */
  | 'signIn'
  /** The user, to give access to a site. */
  | 'siteAccess'
  /** The user, to agree to the host that the file comes from. */
  | 'approval';

/** The one thing that an export waits for. Times are epoch ms. */
export interface Wait {
  for: WaitFor;
  /** When its next step is due. Absent: an event makes it due. */
  until?: number;
  /** The service asked not to be asked again before: nobody may, the user neither. */
  notBefore?: number;
  /** What is in the way, where something is. */
  problem?: Omit<Problem, 'retryAt'>;
}

/** What makes a step due without a time. */
export type Event = 'download' | 'signIn' | 'siteAccess' | 'approval';

/** It goes on when its user has done something. */
export const isForUser = ({ for: what }: Wait): boolean => /^(signIn|siteAccess|approval)$/.test(what);

/** Something makes the step due; and who has to do something is told what. */
export const ends = (wait: Wait): boolean =>
  isForUser(wait) ? wait.problem !== undefined : wait.until !== undefined || wait.for === 'download';

/** The next step is due. */
export const stepDue = (now: number): { wait: Wait } => ({ wait: { for: 'step', until: now } });

/** What the user has to do about a problem that pauses an export. */
export const userHasTo = (code: ProblemCode): Event =>
  code === 'siteAccessMissing' ? 'siteAccess' : code === 'contentHostUnknown' ? 'approval' : 'signIn';
