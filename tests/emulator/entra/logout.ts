import type { ServerResponse } from 'node:http';
import { fieldsOf, type Incoming, redirect } from '../http.ts';
import { sendMessagePage } from './pages.ts';
import { signOut } from './sessions.ts';
import { type EntraState, userByName } from './state.ts';

/** Ends the browser's session, of one account (`logout_hint`) or of all; tokens live on, as they do at Entra. */
export function logout(state: EntraState, request: Incoming, response: ServerResponse) {
  const { post_logout_redirect_uri, logout_hint, state: echo } = fieldsOf(request.url.searchParams);
  const cookies = signOut(state, request.headers, logout_hint ? userByName(logout_hint) : undefined);
  const headers = cookies.length ? { 'Set-Cookie': cookies } : {};
  if (post_logout_redirect_uri && state.redirectUris.includes(post_logout_redirect_uri)) {
    const url = new URL(post_logout_redirect_uri);
    if (echo !== undefined) url.searchParams.set('state', echo);
    return redirect(response, url.href, headers);
  }
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  sendMessagePage(
    response,
    'You signed out of your account',
    'It’s a good idea to close all browser windows.',
  );
}
