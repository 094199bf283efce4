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

/**
 * Everything that can go wrong, in one table. Texts are in `_locales`: `problem_<code>_title`, `_happened`, and `_todo` where it
 * shares none with others (`components/problem-texts`).
 */
export const problemKinds = {
  // Before any request
  clientIdMissing: { action: 'openOptions', retryFrom: 'sameStep' },
  invalidOrganizationId: { action: 'openView' },
  invalidViewId: { action: 'openView' },
  viewNotSaved: { action: 'none' },
  viewChanged: { action: 'none' },

  // The browser
  siteAccessMissing: { action: 'allowAccess', retryFrom: 'sameStep' },

  // Sign-in (source: Microsoft Entra error codes, MSAL error codes)
  signInRequired: { action: 'signIn', retryFrom: 'sameStep' },
  signInCancelled: { action: 'signIn', retryFrom: 'sameStep' },
  signInDeclined: { action: 'signIn', retryFrom: 'sameStep' },
  signInBlocked: { action: 'switchAccount', retryFrom: 'sameStep' },
  conditionalAccess: { action: 'switchAccount', retryFrom: 'sameStep' },
  accountLocked: { action: 'switchAccount', retryFrom: 'sameStep' },
  signInFailed: { action: 'signIn', retryFrom: 'sameStep' },
  adminConsentRequired: { action: 'consent', retryFrom: 'sameStep' },
  applicationNotFound: { action: 'openOptions', retryFrom: 'sameStep' },
  singleTenant: { action: 'openOptions', retryFrom: 'sameStep' },
  permissionUnknown: { action: 'none', retryFrom: 'sameStep' },
  wrongAccount: { action: 'switchAccount', retryFrom: 'sameStep' },
  signInPageUnavailable: { action: 'signIn', retryFrom: 'sameStep' },
  signInServiceBusy: { action: 'none', retryFrom: 'sameStep' },

  // The service's answers
  organizationNotFound: { action: 'switchAccount', retryFrom: 'start' },
  invalidRequest: { action: 'openView', retryFrom: 'start' },
  forbidden: { action: 'consent', retryFrom: 'sameStep' },
  serviceRetired: { action: 'none', retryFrom: 'sameStep' },
  throttled: { action: 'none', retryFrom: 'sameStep' },
  serviceBusy: { action: 'retry', retryFrom: 'sameStep' },
  serverError: { action: 'retry', retryFrom: 'sameStep' },
  offline: { action: 'retry', retryFrom: 'sameStep' },
  proxyAnswered: { action: 'retry', retryFrom: 'sameStep' },
  unreadableAnswer: { action: 'retry', retryFrom: 'sameStep' },
  unexpectedAnswer: { action: 'retry', retryFrom: 'sameStep' },

  // The export job
  jobFailed: { action: 'retry', retryFrom: 'start' },
  jobSkipped: { action: 'retry', retryFrom: 'start' },
  jobStatusUnknown: { action: 'none', retryFrom: 'sameStep' },
  jobNotReadableYet: { action: 'none', retryFrom: 'sameStep' },
  jobVanished: { action: 'retry', retryFrom: 'start' },
  jobExpired: { action: 'retry', retryFrom: 'start' },
  tookTooLong: { action: 'retry', retryFrom: 'sameStep' },

  // The file
  contentEmpty: { action: 'retry', retryFrom: 'sameStep' },
  contentCutOff: { action: 'retry', retryFrom: 'sameStep' },
  contentLost: { action: 'retry', retryFrom: 'sameStep' },
  contentElsewhere: { action: 'openView', retryFrom: 'sameStep' },
  contentHostUnknown: { action: 'allowHost', retryFrom: 'sameStep' },
  contentNotCsv: { action: 'retry', retryFrom: 'sameStep' },
  downloadCancelled: { action: 'retry', retryFrom: 'sameStep' },
  downloadFailed: { action: 'retry', retryFrom: 'sameStep' },
  diskFull: { action: 'retry', retryFrom: 'sameStep' },
  fileTooLarge: { action: 'openOptions', retryFrom: 'sameStep' },
  folderNotWritable: { action: 'openOptions', retryFrom: 'sameStep' },
  fileNameTooLong: { action: 'openOptions', retryFrom: 'sameStep' },
  fileBlocked: { action: 'retry', retryFrom: 'sameStep' },
  fileInfected: { action: 'retry', retryFrom: 'sameStep' },
  fileNotScanned: { action: 'retry', retryFrom: 'sameStep' },
  fileTooShort: { action: 'retry', retryFrom: 'sameStep' },
  downloadGone: { action: 'retry', retryFrom: 'sameStep' },
  fileNameRefused: { action: 'openOptions', retryFrom: 'sameStep' },

  fileGone: { action: 'none' },
  fileNotListed: { action: 'none' },
  openDeclined: { action: 'none' },
  notOpened: { action: 'none' },

  // The record of an export
  storageFailed: { action: 'none' },
  recordBroken: { action: 'removeBroken' },
  recordNewer: { action: 'none' },

  internal: { action: 'retry', retryFrom: 'sameStep' },
} as const satisfies Record<string, ProblemKind>;

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
