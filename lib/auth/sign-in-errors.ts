import { defined } from '../data/data.ts';
import type { SignInError } from '../offscreen/operations.ts';
import type { Cause, ProblemCode, Setback } from '../problems/problems.ts';
import { type Family, familyOf } from './error-numbers.ts';
import { readWindowError } from './window-errors.ts';

/** MSAL rejects identical requests for 60 s after the authority was busy (ms). */
const msalThrottle = 61_000;

const networkCodes =
  /^(no_network_connectivity|post_request_failed|get_request_failed|network_error|openid_config_error|endpoints_resolution_error)$/;

/** How a failed sign-in is to be taken. */
export type SignInSetback =
  | Exclude<Setback, { type: 'paused' }>
  /** A person can mend it in a sign-in window. */
  | { type: 'interaction'; cause: Cause; claims?: string };

/**
 * What a failure of MSAL or Entra means. Pure.
 * @param info the failure as plain data
 */
export function readSignInError(given: SignInError): SignInSetback {
  const info = inOAuthsWords(given);
  const { code, aadsts = '', message, status = 0, claims } = info;
  const details = {
    serviceCode: aadsts ? `AADSTS${aadsts}` : code,
    serviceMessage: message.slice(0, 500),
    ...entraIds(message),
  };
  const fail = (problem: ProblemCode): SignInSetback => ({
    type: 'failed',
    cause: defined({ code: problem, details, value: problem === 'signInFailed' ? wordsOf(info) : undefined }),
  });
  const ask = (problem: ProblemCode): SignInSetback =>
    defined({ type: 'interaction', cause: { code: problem, details }, claims });

  if (code === 'cancelled') return fail('signInCancelled');
  if (code === 'page_unavailable')
    return { type: 'delayed', cause: { code: 'signInPageUnavailable', details } };
  if (networkCodes.test(code)) return { type: 'delayed', cause: { code: 'offline', details } };
  // After a 429 or 5xx of the authority MSAL throttles itself: then the code is empty.
  if (code === '' || status === 429 || status >= 500 || /^(temporarily_unavailable|server_error)$/.test(code))
    return { type: 'delayed', cause: { code: 'signInServiceBusy', details }, retryAfter: msalThrottle };
  const family =
    familyOf(aadsts) ?? (aadsts && code !== 'consent_required' ? undefined : protocolFamilies[code]);
  if (family === 'signInServiceBusy') return { type: 'delayed', cause: { code: family, details } };
  // Without a window, missing consent may still be something the user can give in one.
  if (family === 'signInRequired' || family === 'adminConsentRequired') return ask(family);
  // For an unknown number, Entra itself says whether a window could help.
  if (family && (family !== 'signInFailed' || !info.interactionRequired)) return fail(family);
  if (info.interactionRequired || needsWindow.has(code)) return ask('signInRequired');
  return fail('signInFailed');
}

/**
 * The same for an answer from a sign-in window: no other window is left to try, so Entra's own words
 * are told.
 */
export function explainSignIn(info: SignInError, byWindow: boolean): SignInSetback {
  const setback = readSignInError(info);
  if (!byWindow || setback.type !== 'interaction' || setback.cause.code !== 'signInRequired') return setback;
  return { type: 'failed', cause: { ...setback.cause, code: 'signInFailed', value: wordsOf(info) } };
}

/** OAuth's own errors, where Entra gives no number. */
const protocolFamilies: Record<string, Family> = {
  access_denied: 'signInDeclined',
  consent_required: 'adminConsentRequired',
  unauthorized_client: 'applicationNotFound',
  invalid_client: 'applicationNotFound',
  invalid_scope: 'permissionUnknown',
  invalid_resource: 'permissionUnknown',
  invalid_target: 'permissionUnknown',
};

/** What was read off a page, or said by the browser of a window, as MSAL would have said it. */
function inOAuthsWords(info: SignInError): SignInError {
  const { code, message } = info;
  if (code === 'on_window') return { ...info, code: readWindowError(message) };
  return code === 'on_page' ? { ...info, message: unescaped(message), ...numberIn(message) } : info;
}

/** The number of an error of Entra's, where its words hold one. */
export const numberIn = (message: string): Pick<SignInError, 'aadsts'> =>
  defined({ aadsts: /AADSTS(\d+)/.exec(message)?.[1] });

/** Words as they stand in a page's script or text. */
const unescaped = (text: string): string =>
  text
    .replace(/\\u([\da-f]{4})|&#(x?[\da-f]{2,6});/gi, (_all, json?: string, html = '') =>
      String.fromCodePoint(Number(json ? `0x${json}` : html.replace(/^x/i, '0x')) || 32),
    )
    .replace(/\\[rn]/g, ' ')
    .replace(/\\(.)/g, '$1');

/** As much of an error's own words as is shown. */
const mostWords = 300;

/** What an error says of itself, as one line: without number and ids, which stand in the details. */
function wordsOf({ message, code }: SignInError): string {
  const said = message
    .replace(/^.*?AADSTS\d+:?\s*/s, '')
    .replace(/\s*Trace ID:.*$/s, '')
    // No line breaks, and no characters that change the direction of the text around it.
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim();
  return said.length > mostWords ? `${said.slice(0, mostWords)}…` : said || code;
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
  const date = read('Timestamp', '[0-9T:. Z-]{19,}')?.trim();
  return defined({ requestId, clientRequestId, date });
}
