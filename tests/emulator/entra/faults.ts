import type { ServerResponse } from 'node:http';
import { drop, fieldsOf, type Incoming, redirect, send, sendJson } from '../http.ts';
import { answerUrl, errorAnswer } from './authorize-request.ts';
import type { EntraError } from './errors.ts';
import { sendErrorPage } from './pages.ts';
import type { Endpoint, EntraFault, EntraState } from './state.ts';
import { sendTokenError } from './token.ts';

/** What goes wrong with the next request to an endpoint. */
export function takeFault({ faults }: EntraState, endpoint: Endpoint): EntraFault | undefined {
  const index = faults.findIndex((planned) => planned.endpoint === endpoint);
  return index < 0 ? undefined : faults.splice(index, 1)[0]?.fault;
}

const keyOf = ({ method, url, body }: Incoming): string => `${method} ${url.href} ${body}`;

/**
 * Whether a browser repeats a request whose connection was cut: Chromium does so by itself, at once, when the connection
 * had been used before. The application never learns of the first attempt.
 */
export const isRepeated = ({ dropped }: EntraState, request: Incoming): boolean =>
  Date.now() - (dropped.get(keyOf(request)) ?? 0) < 1000;

/** Lets a request go wrong. */
export function fail(
  { redirectUris, dropped }: EntraState,
  fault: EntraFault,
  endpoint: Endpoint,
  request: Incoming,
  response: ServerResponse,
) {
  if (fault === 'drop') {
    dropped.set(keyOf(request), Date.now());
    return drop(response);
  }
  if ('status' in fault) {
    const { status, body = '', headers = {} } = fault;
    const open = { 'Access-Control-Allow-Origin': '*', ...headers };
    if (typeof body === 'object') return sendJson(response, status, body, open);
    return send(response, status, body, open);
  }
  if ('page' in fault) return sendErrorPage(response, fault.page);
  if (endpoint === 'token') return sendTokenError(response, fault);
  answerWithError(redirectUris, fault, request, response);
}

/** An error goes to the application where its redirect URI is known; else it is told on a page. */
export function answerWithError(
  redirectUris: string[],
  error: EntraError,
  { url }: Incoming,
  response: ServerResponse,
) {
  const { redirect_uri = '', response_mode, state } = fieldsOf(url.searchParams);
  if (!redirectUris.includes(redirect_uri)) return sendErrorPage(response, error);
  redirect(response, answerUrl(redirect_uri, response_mode, errorAnswer(error, state)));
}
