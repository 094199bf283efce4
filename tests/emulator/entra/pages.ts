import type { ServerResponse } from 'node:http';
import { send } from '../http.ts';
import { tenant, type User } from '../tenant.ts';
import type { EntraError } from './errors.ts';
import { permission } from './state.ts';

const headers = {
  'Content-Security-Policy':
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; frame-ancestors 'none'",
  'X-Frame-Options': 'DENY',
  'X-Content-Type-Options': 'nosniff',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'Cache-Control': 'no-store, no-cache',
  Pragma: 'no-cache',
};

/** Text made safe for HTML. */
const html = (text: string): string => text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);

export const stylesheet = `
:root { color-scheme: light; font: 15px/1.4 "Segoe UI", system-ui, sans-serif; color: #1b1b1b; background: #f2f2f2 }
body { margin: 0; min-height: 100vh; display: grid; place-items: center }
main { box-sizing: border-box; width: min(440px, 100vw); padding: 44px; background: #fff; box-shadow: 0 2px 6px #0003 }
h1 { margin: 16px 0 12px; font-size: 24px; font-weight: 600 }
p, ul { margin: 0 0 12px } ul { padding-left: 20px } .logo { color: #737373; font-weight: 600; font-size: 20px }
label { display: block; margin-top: 12px } label.check { display: flex; gap: 8px; align-items: center }
input:not([type=checkbox]) { box-sizing: border-box; width: 100%; padding: 6px 0; border: 0; border-bottom: 1px solid #666; font: inherit }
.actions { display: flex; gap: 8px; justify-content: flex-end; margin-top: 24px }
button { min-width: 108px; min-height: 32px; padding: 4px 12px; border: 0; font: inherit; background: #ccc; cursor: pointer }
button.primary { color: #fff; background: #0067b8 } button.link { padding: 0; text-align: start; min-width: 0; color: #0067b8; background: none; text-decoration: underline }
button.tile { display: block; width: 100%; padding: 12px 0; text-align: left; background: none; border-bottom: 1px solid #ddd }
button.tile:hover { background: #f2f2f2 } .error { color: #c50f1f } code { overflow-wrap: anywhere }
:focus-visible { outline: 2px solid #0067b8; outline-offset: 2px }
`;

/** A page of the sign-in window. */
function sendPage(response: ServerResponse, title: string, content: string, status = 200): void {
  const page = `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>${html(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/shared/entra.css"></head>
<body><main><div class="logo">Microsoft</div>${content}</main></body></html>`;
  send(response, status, page, headers);
}

export function sendSignInPage(
  response: ServerResponse,
  { username = '', error }: { username?: string | undefined; error?: string | undefined } = {},
): void {
  sendPage(
    response,
    'Sign in to your account',
    `<h1>Sign in</h1>
<form method="post">
${error ? `<p class="error" role="alert" id="error">${html(error)}</p>` : ''}
<label for="username">Email, phone, or Skype</label>
<input id="username" name="username" type="email" autocomplete="username" required value="${html(username)}">
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>
<label class="check"><input id="kmsi" name="kmsi" type="checkbox" value="1"> Stay signed in</label>
<div class="actions"><button class="primary" id="sign-in" name="action" value="sign-in">Sign in</button></div>
</form>`,
  );
}

export function sendAccountPicker(response: ServerResponse, users: User[]): void {
  const tiles = users.map(
    ({ name, upn, oid }) => `<button class="tile" name="account" value="${oid}" data-upn="${html(upn)}">
<strong>${html(name)}</strong><br>${html(upn)}<br>Signed in</button>`,
  );
  sendPage(
    response,
    'Sign in to your account',
    `<h1>Pick an account</h1>
<form method="post"><input type="hidden" name="action" value="pick">${tiles.join('\n')}
<button class="tile" id="other-account" name="account" value="other">Use another account</button></form>`,
  );
}

const permissionList = `<ul><li><strong>${permission.display}</strong><br>
<code>${permission.name}</code> (<code>${permission.id}</code>)</li>
<li><strong>Sign you in and read your profile</strong></li></ul>`;

export function sendConsentPage(response: ServerResponse, appName: string, user: User): void {
  const forAll = user.admin
    ? '<label class="check"><input id="for-all" name="forAll" type="checkbox" value="1"> Consent on behalf of your organization</label>'
    : '';
  sendPage(
    response,
    'Permissions requested',
    `<p>${html(user.upn)}</p><h1>Permissions requested</h1><p><strong>${html(appName)}</strong> (unverified) would like to:</p>
${permissionList}
<form method="post">${forAll}
<div class="actions"><button id="cancel" name="action" value="cancel">Cancel</button>
<button class="primary" id="accept" name="action" value="accept">Accept</button></div></form>`,
  );
}

/** AADSTS90094: nothing that the user can do here grants the permission. */
export function sendApprovalPage(response: ServerResponse, appName: string, user: User): void {
  sendPage(
    response,
    'Need admin approval',
    `<p>${html(user.upn)}</p><h1>Need admin approval</h1>
<p><strong>${html(appName)}</strong> needs permission to access resources in your organization that only an admin can grant.
Please ask an admin to grant permission to this app before you can use it.</p>
<p>AADSTS90094</p>
<form method="post"><p><button class="link" id="admin-account" name="action" value="other">Have an admin account? Sign in with that account</button></p>
<p><button class="link" id="return" name="action" value="cancel">Return to the application without granting consent</button></p></form>`,
  );
}

export function sendAdminConsentPage(response: ServerResponse, appName: string, user: User): void {
  sendPage(
    response,
    'Permissions requested: review for your organization',
    `<p>${html(user.upn)}</p><h1>Permissions requested</h1><p>Review for your organization</p>
<p><strong>${html(appName)}</strong> (unverified) would like to:</p>${permissionList}
<p>If you accept, this app will get access to the specified resources for all users in ${html(tenant.name)}.
No one else will be prompted to review these permissions.</p>
<form method="post"><div class="actions"><button id="cancel" name="action" value="cancel">Cancel</button>
<button class="primary" id="accept" name="action" value="accept">Accept</button></div></form>`,
  );
}

export function sendMessagePage(response: ServerResponse, title: string, text: string): void {
  sendPage(response, title, `<h1>${html(title)}</h1><p>${html(text)}</p>`);
}

/** Where Entra leaves a user when it can't go on and must not answer the application. */
export function sendErrorPage(
  response: ServerResponse,
  { error, error_description }: EntraError,
  status = 400,
): void {
  sendPage(
    response,
    'Sign in to your account',
    `<h1>Sign in</h1><p role="alert">Sorry, but we’re having trouble signing you in.</p>
<p class="error" id="error">${html(error_description)}</p><p><code>${html(error)}</code></p>`,
    status,
  );
}
