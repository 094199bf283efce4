import { tenant } from '../tenant.ts';
import { type EntraError, entraError } from './errors.ts';
import { type EntraState, openidScopes, permission } from './state.ts';

/** An error that is shown on a page, because its redirect URI can't be trusted, or one that is sent there. */
export type Refusal = { page: EntraError } | { redirect: EntraError };

/**
 * What Entra checks of an authorization request before anybody signs in.
 * @returns undefined when there is nothing against it
 */
export function refuseAuthorize(state: EntraState, query: Record<string, string>): Refusal | undefined {
  const { client_id = '', redirect_uri = '', response_type = '', code_challenge, claims } = query;
  for (const name of ['client_id', 'redirect_uri', 'response_type', 'scope'])
    if (!query[name]) return { page: entraError(900144, name) };
  if (client_id !== state.clientId) return { page: entraError(700016, client_id, tenant.name) };
  if (!state.redirectUris.includes(redirect_uri)) return { page: entraError(50011, redirect_uri, client_id) };

  if (response_type !== 'code') return { redirect: entraError(700005, response_type) };
  const scope = unknownScope(query.scope ?? '');
  if (scope) return { redirect: entraError(70011, scope) };
  if (!code_challenge) return { redirect: entraError(9002325) };
  if (query.code_challenge_method !== 'S256' || !/^[\w-]{43}$/.test(code_challenge))
    return { redirect: entraError(9002313) };
  if (claims !== undefined && !isJsonObject(claims))
    return { redirect: entraError(90023, 'The claims request is not valid JSON.') };
}

/** The first scope that does not exist. */
export const unknownScope = (scope: string): string | undefined =>
  scope
    .split(' ')
    .filter(Boolean)
    .find((each) => each !== permission.scope && !openidScopes.includes(each));

export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}

/**
 * Where the answer to an authorization request goes.
 * @param mode `fragment` or `query`; the latter is the default for `response_type=code`
 */
export function answerUrl(
  redirectUri: string,
  mode: string | undefined,
  answer: Record<string, string>,
): string {
  const url = new URL(redirectUri);
  if (mode === 'fragment') url.hash = new URLSearchParams(answer).toString();
  else for (const [name, value] of Object.entries(answer)) url.searchParams.set(name, value);
  return url.href;
}

/** The fields of an error answer. */
export const errorAnswer = (error: EntraError, state: string | undefined): Record<string, string> => ({
  ...error,
  ...(/AADSTS(\d+)/.test(error.error_description)
    ? {
        error_uri: `https://login.microsoftonline.com/error?code=${/AADSTS(\d+)/.exec(error.error_description)?.[1]}`,
      }
    : {}),
  ...(state === undefined ? {} : { state }),
});
