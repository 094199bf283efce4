// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { errorNumbers, type Family, familyOf } from '../../lib/auth/error-numbers.ts';
import { explainSignIn, readSignInError } from '../../lib/auth/sign-in-errors.ts';
import { readWindowError } from '../../lib/auth/window-errors.ts';
import { documented } from './entra-errors.ts';

const info = (code: string, more: object = {}) => ({ code, message: 'm', ...more });

test.each([
  ['the user closed the window', info('cancelled'), { type: 'failed', cause: { code: 'signInCancelled' } }],
  [
    'the page did not load',
    info('page_unavailable'),
    { type: 'delayed', cause: { code: 'signInPageUnavailable' } },
  ],
  ['offline', info('post_request_failed'), { type: 'delayed', cause: { code: 'offline' } }],
  [
    'offline, as MSAL knows',
    info('no_network_connectivity'),
    { type: 'delayed', cause: { code: 'offline' } },
  ],
  [
    '429 of the authority',
    info('x', { status: 429 }),
    { type: 'delayed', cause: { code: 'signInServiceBusy' } },
  ],
  [
    '5xx of the authority',
    info('x', { status: 503 }),
    { type: 'delayed', cause: { code: 'signInServiceBusy' } },
  ],
  [
    'MSAL throttles itself',
    info(''),
    { type: 'delayed', cause: { code: 'signInServiceBusy' }, retryAfter: 61_000 },
  ],
  [
    'refresh token dead',
    info('invalid_grant', { aadsts: '700084' }),
    { type: 'interaction', cause: { code: 'signInRequired' } },
  ],
  [
    'refresh token expired',
    info('refresh_token_expired'),
    { type: 'interaction', cause: { code: 'signInRequired' } },
  ],
  [
    'not signed in',
    info('login_required', { aadsts: '50058', interactionRequired: true }),
    { type: 'interaction', cause: { code: 'signInRequired' } },
  ],
  [
    'multi-factor',
    info('interaction_required', { aadsts: '50076', interactionRequired: true }),
    { type: 'interaction', cause: { code: 'signInRequired' } },
  ],
  [
    'not consented',
    info('consent_required', { aadsts: '65001', interactionRequired: true }),
    { type: 'interaction', cause: { code: 'adminConsentRequired' } },
  ],
  [
    'admin approval',
    info('interaction_required', { aadsts: '90094', interactionRequired: true }),
    { type: 'interaction', cause: { code: 'adminConsentRequired' } },
  ],
  [
    'declined',
    info('access_denied', { aadsts: '65004' }),
    { type: 'failed', cause: { code: 'signInDeclined' } },
  ],
  ['declined without a number', info('access_denied'), { type: 'failed', cause: { code: 'signInDeclined' } }],
  [
    'conditional access',
    info('interaction_required', { aadsts: '53003', interactionRequired: true }),
    { type: 'failed', cause: { code: 'conditionalAccess' } },
  ],
  [
    'not assigned',
    info('interaction_required', { aadsts: '50105', interactionRequired: true }),
    { type: 'failed', cause: { code: 'signInBlocked' } },
  ],
  [
    'unknown application',
    info('unauthorized_client', { aadsts: '700016' }),
    { type: 'failed', cause: { code: 'applicationNotFound' } },
  ],
  [
    'not a single-page application',
    info('invalid_request', { aadsts: '9002326' }),
    { type: 'failed', cause: { code: 'applicationNotFound' } },
  ],
  [
    'a registration for one tenant alone, asked for through “organizations”',
    info('invalid_request', { aadsts: '50194' }),
    { type: 'failed', cause: { code: 'singleTenant' } },
  ],
  [
    'a page instead of an answer',
    info('timed_out'),
    { type: 'interaction', cause: { code: 'signInRequired' } },
  ],
  [
    'transient, as the documentation calls it',
    info('invalid_grant', { aadsts: '90033' }),
    { type: 'delayed', cause: { code: 'signInServiceBusy' } },
  ],
  ['a fault of Entra', info('server_error'), { type: 'delayed', cause: { code: 'signInServiceBusy' } }],
  [
    'a resource that is no more',
    info('invalid_request', { aadsts: '650054' }),
    { type: 'failed', cause: { code: 'permissionUnknown' } },
  ],
  ['anything else', info('state_mismatch'), { type: 'failed', cause: { code: 'signInFailed' } }],
])('%s', (_what, error, expected) => {
  expect(readSignInError(error)).toMatchObject(expected);
});

test('claims that Entra asks for are passed on', () => {
  expect(
    readSignInError(info('interaction_required', { interactionRequired: true, claims: '{"a":1}' })),
  ).toMatchObject({ claims: '{"a":1}' });
});

test('ids and time are read out of Entra’s message', () => {
  const message =
    'AADSTS50076: Due to a configuration change … Trace ID: 0b1f9851-7f7a-4f1f-a8a5-6f3a0f4d2a00 Correlation ID: a8c5cf30-2de7-d8f2-f4f3-5b9028f31758 Timestamp: 2025-11-03 07:17:25Z';
  expect(readSignInError({ code: 'invalid_grant', message, aadsts: '50076' }).cause.details).toMatchObject({
    serviceCode: 'AADSTS50076',
    requestId: '0b1f9851-7f7a-4f1f-a8a5-6f3a0f4d2a00',
    clientRequestId: 'a8c5cf30-2de7-d8f2-f4f3-5b9028f31758',
    date: '2025-11-03 07:17:25Z',
  });
});

test.each([
  ['The user did not approve access.', 'cancelled'],
  ['User cancelled or denied access.', 'cancelled'],
  ['Authorization page could not be loaded.', 'page_unavailable'],
  ['Authorization page load timed out.', 'timed_out'],
  ['User interaction required.', 'interaction_required'],
  ['Requires user interaction', 'interaction_required'],
  ['Something new', 'window_failed'],
])('the browser’s “%s” is %s', (message, code) => {
  expect(readWindowError(message)).toBe(code);
});

describe('every documented number of this flow', () => {
  const typeOf: Partial<Record<Family, string>> = {
    signInServiceBusy: 'delayed',
    signInRequired: 'interaction',
    adminConsentRequired: 'interaction',
  };

  test.each(documented)('AADSTS$number: $says', ({ number, error, family, says }) => {
    const message = `AADSTS${number}: ${says} Trace ID: 0b1f9851-7f7a-4f1f-a8a5-6f3a0f4d2a00`;
    for (const interactionRequired of [false, true]) {
      const refusal = readSignInError({ code: error, aadsts: number, message, interactionRequired });
      // Entra asks for a window itself: only where no window can help it is not opened.
      const asks = family === 'signInFailed' && interactionRequired;
      expect(refusal).toMatchObject({
        type: asks ? 'interaction' : (typeOf[family] ?? 'failed'),
        cause: { code: asks ? 'signInRequired' : family },
      });
    }
  });

  test('no number stands in two families', () => {
    const all = Object.values(errorNumbers).flatMap((numbers) => numbers.split(' '));
    expect(all.filter((number, index) => all.indexOf(number) !== index)).toEqual([]);
    expect(all.filter((number) => !/^\d{5,7}$/.test(number))).toEqual([]);
  });

  test('longer numbers go by the family of their first five digits', () => {
    expect(familyOf('530039')).toBe('conditionalAccess');
    expect(familyOf('7000229')).toBe('applicationNotFound');
    expect(familyOf('99999')).toBeUndefined();
    expect(familyOf('')).toBeUndefined();
  });
});

describe('what nobody knows is told by its own text', () => {
  const said =
    'AADSTS99999: Something\r\nnew\u202e about <b>you</b>. Trace ID: 0b1f9851-7f7a-4f1f-a8a5-6f3a0f4d2a00 Timestamp: 2025-11-03 07:17:25Z';

  test('in one line, without number and ids, which stand in the details', () => {
    const { cause } = readSignInError({ code: 'invalid_request', aadsts: '99999', message: said });
    expect(cause).toMatchObject({ code: 'signInFailed', value: 'Something new about <b>you</b>.' });
    expect(cause.details).toMatchObject({ serviceCode: 'AADSTS99999', date: '2025-11-03 07:17:25Z' });
  });

  test('bounded; the ids at its end are kept', () => {
    const message = said.replace('new', 'n'.repeat(1000));
    const { cause } = readSignInError({ code: 'invalid_request', aadsts: '99999', message });
    expect(cause.value?.length).toBeLessThan(310);
    expect(cause.details?.requestId).toBe('0b1f9851-7f7a-4f1f-a8a5-6f3a0f4d2a00');
    expect(cause.details?.serviceMessage?.length).toBeLessThanOrEqual(500);
  });

  test('asks for a window where Entra does; from the window it is told by its own text, too', () => {
    const error = { code: 'interaction_required', aadsts: '99999', message: said, interactionRequired: true };
    const refusal = readSignInError(error);
    expect(refusal).toMatchObject({ type: 'interaction', cause: { code: 'signInRequired' } });
    expect(explainSignIn(error, true)).toMatchObject({
      type: 'failed',
      cause: { code: 'signInFailed', value: 'Something new about <b>you</b>.' },
    });
  });

  test('without any text: the code', () => {
    expect(readSignInError({ code: 'state_mismatch', message: '' }).cause.value).toBe('state_mismatch');
  });
});
