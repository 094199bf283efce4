/** Who can mend it, hence which button the problem comes with. */
export type ProblemAction =
  | 'retry'
  | 'signIn'
  | 'allowAccess'
  | 'allowHost'
  | 'switchAccount'
  | 'openOptions'
  | 'openView'
  | 'consent'
  | 'removeBroken'
  | 'none';

interface ProblemKind {
  action: ProblemAction;
  /** Where Retry begins: at the step that failed, or with a new export job. Absent: Retry can't help. */
  retryFrom?: 'sameStep' | 'start';
}

/** Retry takes the step that failed again. */
const again = (action: ProblemAction): ProblemKind => ({ action, retryFrom: 'sameStep' });
/** Retry begins with a new export job. */
const anew = (action: ProblemAction): ProblemKind => ({ action, retryFrom: 'start' });
/** Retry can't help. */
const final = (action: ProblemAction): ProblemKind => ({ action });

/**
 * Everything that can go wrong, in one table. Texts are in `_locales`: `problem_<code>_title`, `_happened`, and `_todo` where it
 * shares none with others (`components/problem-texts`).
 */
export const problemKinds = {
  // Before any request
  clientIdMissing: again('openOptions'),
  invalidOrganizationId: final('openView'),
  invalidViewId: final('openView'),
  viewNotSaved: final('none'),
  viewChanged: final('none'),

  // The browser
  siteAccessMissing: again('allowAccess'),

  // Sign-in (source: Microsoft Entra error codes, MSAL error codes)
  signInRequired: again('signIn'),
  signInCancelled: again('signIn'),
  signInDeclined: again('signIn'),
  signInBlocked: again('switchAccount'),
  conditionalAccess: again('switchAccount'),
  accountLocked: again('switchAccount'),
  signInFailed: again('signIn'),
  adminConsentRequired: again('consent'),
  applicationNotFound: again('openOptions'),
  singleTenant: again('openOptions'),
  permissionUnknown: again('none'),
  wrongAccount: again('switchAccount'),
  signInPageUnavailable: again('signIn'),
  signInServiceBusy: again('none'),

  // The service's answers
  organizationNotFound: anew('switchAccount'),
  invalidRequest: anew('openView'),
  forbidden: again('consent'),
  serviceRetired: again('none'),
  throttled: again('none'),
  serviceBusy: again('retry'),
  serverError: again('retry'),
  offline: again('retry'),
  proxyAnswered: again('retry'),
  unreadableAnswer: again('retry'),
  unexpectedAnswer: again('retry'),

  // The export job
  jobFailed: anew('retry'),
  jobSkipped: anew('retry'),
  jobStatusUnknown: again('none'),
  jobNotReadableYet: again('none'),
  jobVanished: anew('retry'),
  jobExpired: anew('retry'),
  tookTooLong: again('retry'),

  // The file
  contentEmpty: again('retry'),
  contentCutOff: again('retry'),
  contentLost: again('retry'),
  contentElsewhere: again('openView'),
  contentHostUnknown: again('allowHost'),
  contentNotCsv: again('retry'),
  downloadCancelled: again('retry'),
  downloadFailed: again('retry'),
  diskFull: again('retry'),
  fileTooLarge: again('openOptions'),
  folderNotWritable: again('openOptions'),
  fileNameTooLong: again('openOptions'),
  fileBlocked: again('retry'),
  fileInfected: again('retry'),
  fileNotScanned: again('retry'),
  fileTooShort: again('retry'),
  downloadGone: again('retry'),
  fileNameRefused: again('openOptions'),

  fileGone: final('none'),
  fileNotListed: final('none'),
  openDeclined: final('none'),
  notOpened: final('none'),

  // The record of an export
  storageFailed: final('none'),
  recordBroken: final('removeBroken'),
  recordNewer: final('none'),

  internal: again('retry'),
} satisfies Record<string, ProblemKind>;

export type ProblemCode = keyof typeof problemKinds;

/** What support would ask for. Never holds a token, a cookie or a URL with a query. */
export interface ProblemDetails {
  /** HTTP status. */
  status?: number;
  /** The innermost `code` of the service's error body, or of Entra's. */
  serviceCode?: string;
  /** The service's own words, cut to 500 characters. */
  serviceMessage?: string;
  requestId?: string;
  clientRequestId?: string;
  /** When the service answered: as it said, else our clock in ISO 8601 UTC. */
  date?: string;
}

/** One thing that went wrong. Plain data: it is stored, sent and shown as it is. */
export interface Problem {
  code: ProblemCode;
  /** Epoch ms. */
  at: number;
  /** Epoch ms of the next try by itself. Absent: it is not tried again by itself. */
  retryAt?: number;
  /** What the text speaks of: a wrong id, an account, a status, the browser's reason. */
  value?: string;
  details?: ProblemDetails;
}

export const kindOf = (code: ProblemCode): ProblemKind => problemKinds[code];

/** A problem without its times: the state machine adds them. */
export type Cause = Omit<Problem, 'at' | 'retryAt'>;

/** A step that did not get on, in any phase. */
export type Setback =
  /** The step has failed, and won't get better by itself; `retryAfter` in ms: nor may the user ask again before. */
  | { type: 'failed'; cause: Cause; retryAfter?: number }
  /** It may pass; `retryAfter` in ms, as the service asked. */
  | { type: 'delayed'; cause: Cause; retryAfter?: number }
  /** The user has to sign in, or to allow access to a site: goes on after that. */
  | { type: 'paused'; cause: Cause };
