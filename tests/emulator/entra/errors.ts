import { randomUUID } from 'node:crypto';

/** An error as Entra words it, in a redirect's fragment or in the token endpoint's JSON. */
export interface EntraError {
  error: string;
  error_description: string;
  suberror?: string;
  /** JSON text: what the next request has to ask for. */
  claims?: string;
}

interface Entry {
  error: string;
  /** `{0}`, `{1}` are filled in. */
  text: string;
  suberror?: string;
}

/**
 * Source: "Microsoft Entra authentication and authorization error codes" in the identity platform's documentation.
 */
const entries = {
  9002325: {
    error: 'invalid_request',
    text: 'Proof Key for Code Exchange is required for cross-origin authorization code redemption.',
  },
  9002327: {
    error: 'invalid_request',
    text: "Tokens issued for the 'Single-Page Application' client-type may only be redeemed via cross-origin requests.",
  },
  9002313: { error: 'invalid_request', text: 'Invalid request. Request is malformed or invalid.' },
  900144: { error: 'invalid_request', text: "The request body must contain the following parameter: '{0}'." },
  900561: {
    error: 'invalid_request',
    text: 'The endpoint only accepts {0} requests. Received a {1} request.',
  },
  90002: {
    error: 'invalid_request',
    text: "Tenant '{0}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud.",
  },
  90023: { error: 'invalid_request', text: '{0}' },
  90093: {
    error: 'access_denied',
    text: '{0} requested permissions that the signed-in user is not authorized to consent to.',
  },
  90094: {
    error: 'interaction_required',
    text: '{0} needs permission to access resources in your organization that only an admin can grant. Please ask an admin to grant permission to this app before you can use it.',
    suberror: 'consent_required',
  },
  70011: {
    error: 'invalid_scope',
    text: "The provided request must include a 'scope' input parameter. The provided value for the input parameter 'scope' is not valid. The scope {0} is not valid.",
  },
  70000: {
    error: 'invalid_grant',
    text: 'Provided grant is invalid or malformed.',
    suberror: 'bad_token',
  },
  70008: {
    error: 'invalid_grant',
    text: 'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
  },
  70003: { error: 'unsupported_grant_type', text: "The app requested an unsupported grant type '{0}'." },
  700016: {
    error: 'unauthorized_client',
    text: "Application with identifier '{0}' was not found in the directory '{1}'. This can happen if the application has not been installed by the administrator of the tenant or consented to by any user in the tenant.",
  },
  700084: {
    error: 'invalid_grant',
    text: 'The refresh token was issued to a single page app (SPA), and therefore has a fixed, limited lifetime of 1.00:00:00, which cannot be extended. It is now expired and a new sign in request must be sent by the SPA to the sign in page.',
  },
  700005: {
    error: 'unsupported_response_type',
    text: "The response type '{0}' is not enabled for the application.",
  },
  50011: {
    error: 'invalid_request',
    text: "The redirect URI '{0}' specified in the request does not match the redirect URIs configured for the application '{1}'. Make sure the redirect URI sent in the request matches one added to your application in the Azure portal.",
  },
  500112: {
    error: 'invalid_client',
    text: 'The reply address does not match the reply address provided when requesting Authorization code.',
  },
  501481: {
    error: 'invalid_grant',
    text: 'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
  },
  54005: {
    error: 'invalid_grant',
    text: 'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
  },
  50194: {
    error: 'invalid_request',
    text: "Application '{0}'({1}) is not configured as a multi-tenant application. Usage of the /common endpoint is not supported for such applications created after '10/15/2018'. Use a tenant-specific endpoint or configure the application to be multi-tenant.",
  },
  50058: {
    error: 'login_required',
    text: 'A silent sign-in request was sent but no user is signed in.',
  },
  50173: {
    error: 'invalid_grant',
    text: 'The provided grant has expired due to it being revoked, a fresh auth token is needed. The user might have changed or reset their password.',
    suberror: 'bad_token',
  },
  65001: {
    error: 'interaction_required',
    text: "The user or administrator has not consented to use the application with ID '{0}' named '{1}'. Send an interactive authorization request for this user and resource.",
    suberror: 'consent_required',
  },
  65004: { error: 'access_denied', text: 'User declined to consent to access the app.' },
  16000: {
    error: 'interaction_required',
    text: 'Either multiple user identities are available for the current request or selected account is not supported for the scenario.',
  },
} satisfies Record<number, Entry>;

export type EntraCode = keyof typeof entries;

/** `AADSTS50058: … Trace ID: … Correlation ID: … Timestamp: 2026-01-31 12:00:00Z`. */
function describe(code: EntraCode, ...values: string[]): string {
  const text = entries[code].text.replace(/\{(\d)\}/g, (_, index: string) => values[Number(index)] ?? '');
  return `AADSTS${code}: ${text}${marks()}`;
}

const marks = (): string =>
  ` Trace ID: ${randomUUID()} Correlation ID: ${randomUUID()} Timestamp: ${timestamp()}`;

const timestamp = (): string => `${new Date().toISOString().slice(0, 19).replace('T', ' ')}Z`;

/** The error with this number; `values` fill its text. */
export function entraError(code: EntraCode, ...values: string[]): EntraError {
  const { error, suberror }: Entry = entries[code];
  return { error, error_description: describe(code, ...values), ...(suberror ? { suberror } : {}) };
}

/** An error that the emulator itself never makes: for tests of what becomes of it. */
export const documentedError = (code: number | string, error: string, text: string): EntraError => ({
  error,
  error_description: `AADSTS${code}: ${text}${marks()}`,
});

/** What the token endpoint says of an error: the same and the parts of its description apart. */
export function tokenErrorBody(error: EntraError): Record<string, unknown> {
  const part = (name: string, pattern: string): string =>
    new RegExp(`${name}: (${pattern})`).exec(error.error_description)?.[1] ?? '';
  const code = /AADSTS(\d+)/.exec(error.error_description)?.[1];
  return {
    ...error,
    ...(code
      ? { error_codes: [Number(code)], error_uri: `https://login.microsoftonline.com/error?code=${code}` }
      : {}),
    timestamp: part('Timestamp', '[\\d-]+ [\\d:]+Z') || timestamp(),
    trace_id: part('Trace ID', '[\\da-f-]+') || randomUUID(),
    correlation_id: part('Correlation ID', '[\\da-f-]+') || randomUUID(),
  };
}
