import type { SignInError } from '../host/operations.ts';
import type { Cause, Setback } from '../jobs/outcome.ts';
import type { ProblemCode } from '../problems.ts';

/** MSAL refuses identical requests for 60 s after the authority was busy (ms). */
const msalThrottle = 61_000;

/**
 * Numbers of Entra's errors that signing in again does not mend, or not without help.
 * Source: "Microsoft Entra authentication and authorization error codes".
 */
const numbers: Record<string, ProblemCode> = {
  65001: 'adminConsentRequired', // not consented
  90094: 'adminConsentRequired', // an administrator has to consent
  90095: 'adminConsentRequired', // … and a request for it can be sent
  65004: 'signInDeclined',
  53003: 'signInBlocked', // conditional access
  53000: 'signInBlocked', // device not compliant
  53001: 'signInBlocked', // device not joined
  50105: 'signInBlocked', // not assigned to the application
  50020: 'signInBlocked', // account of another tenant
  50034: 'signInBlocked', // no such account in this tenant
  50057: 'signInBlocked', // account disabled
  700016: 'applicationNotFound',
  7000112: 'applicationNotFound', // application disabled
  50194: 'applicationNotFound', // for one tenant alone, asked for through “organizations”
  90002: 'applicationNotFound', // no such tenant
  900023: 'applicationNotFound', // not a tenant
  50011: 'applicationNotFound', // redirect URI not registered
  9002326: 'applicationNotFound', // redirect URI not registered as single-page application
  9002327: 'applicationNotFound',
  70011: 'applicationNotFound', // scope unknown
  650057: 'applicationNotFound', // permission not in the registration
  650052: 'applicationNotFound', // the organization has no such service
  650053: 'applicationNotFound', // scope unknown to the resource
  650054: 'applicationNotFound', // resource removed
  500011: 'applicationNotFound', // resource not in the tenant
  7000218: 'applicationNotFound', // registered as a confidential client
  50053: 'signInBlocked', // account locked
  53002: 'signInBlocked', // not an approved application
  53004: 'signInBlocked', // risk
  530032: 'signInBlocked', // security policy
  530035: 'signInBlocked', // security defaults
  500021: 'signInBlocked', // tenant restrictions
};

/** Numbers of errors that the documentation calls transient. */
const transient = new Set(
  '50000 50033 50087 51005 40010 70012 80002 80014 90006 90012 90024 90025 90033 90055 90090'.split(' '),
);

const networkCodes =
  /^(no_network_connectivity|post_request_failed|get_request_failed|network_error|openid_config_error|endpoints_resolution_error)$/;

/** How a failed sign-in is to be taken. */
export type SignInRefusal =
  | Exclude<Setback, { type: 'paused' }>
  /** A person can mend it in a sign-in window. */
  | { type: 'interaction'; cause: Cause; claims?: string };

/**
 * What a failure of MSAL or Entra means. Pure.
 * @param info the failure as plain data
 */
export function readSignInError(info: SignInError): SignInRefusal {
  const { code, aadsts = '', message, status = 0, claims } = info;
  const details = {
    serviceCode: aadsts ? `AADSTS${aadsts}` : code,
    serviceMessage: message,
    ...entraIds(message),
  };
  const refuse = (problem: ProblemCode): SignInRefusal => ({
    type: 'refused',
    cause: { code: problem, details },
  });
  const ask = (problem: ProblemCode): SignInRefusal => ({
    type: 'interaction',
    cause: { code: problem, details },
    ...(claims ? { claims } : {}),
  });

  if (code === 'cancelled') return refuse('signInCancelled');
  if (code === 'page_unavailable')
    return { type: 'delayed', cause: { code: 'signInPageUnavailable', details } };
  if (networkCodes.test(code)) return { type: 'delayed', cause: { code: 'offline', details } };
  // After a 429 or 5xx of the authority MSAL throttles itself: then the code is empty.
  if (code === '' || status === 429 || status >= 500 || /^(temporarily_unavailable|server_error)$/.test(code))
    return { type: 'delayed', cause: { code: 'signInServiceBusy', details }, retryAfter: msalThrottle };
  if (transient.has(aadsts)) return { type: 'delayed', cause: { code: 'signInServiceBusy', details } };
  const known = numbers[aadsts];
  // Without a window, missing consent may still be something the user can give in one.
  if (known === 'adminConsentRequired' || code === 'consent_required') return ask('adminConsentRequired');
  if (known) return refuse(known);
  if (code === 'access_denied') return refuse('signInDeclined');
  if (info.interactionRequired || needsWindow.has(code)) return ask('signInRequired');
  return refuse('signInFailed');
}

const needsWindow = new Set([
  'invalid_grant', // refresh token dead or revoked
  'refresh_token_expired',
  'no_account_found',
  'no_tokens_found',
  'interaction_required',
  'login_required',
  'timed_out', // Entra shows a page instead of answering: an error that only a person can read
]);

/** Entra's messages end with "Trace ID: … Correlation ID: … Timestamp: …". */
function entraIds(message: string): { requestId?: string; clientRequestId?: string; date?: string } {
  const read = (label: string, value: string) => new RegExp(`${label}: ?(${value})`, 'i').exec(message)?.[1];
  const requestId = read('Trace ID', '[0-9a-f-]{36}');
  const clientRequestId = read('Correlation ID', '[0-9a-f-]{36}');
  const date = read('Timestamp', '[0-9T:. Z-]{19,}');
  return {
    ...(requestId ? { requestId } : {}),
    ...(clientRequestId ? { clientRequestId } : {}),
    ...(date ? { date: date.trim() } : {}),
  };
}

/** What the browser said of a sign-in window that gave no answer, as an error code. */
export function readWindowError(message: string): string {
  if (/did not approve|user cancell?ed|denied access/i.test(message)) return 'cancelled';
  // No network, or an error page of Entra: the browser tells them not apart.
  if (/could not be loaded|network/i.test(message)) return 'page_unavailable';
  if (/timed out/i.test(message)) return 'timed_out';
  if (/interaction required|requires user interaction/i.test(message)) return 'interaction_required';
  return 'window_failed';
}
