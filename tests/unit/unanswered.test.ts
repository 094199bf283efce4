// @vitest-environment node
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { readSignInError } from '../../lib/auth/sign-in-errors.ts';
import { signInByWindow } from '../../lib/auth/window.ts';
import type { SignInFailed } from '../../lib/offscreen/operations.ts';

/* Firefox says "Requires user interaction" of every sign-in without a window that came to nothing. */

const { callOffscreen } = vi.hoisted(() => ({ callOffscreen: vi.fn() }));
vi.mock('../../lib/offscreen/index.ts', () => ({ callOffscreen, closeOffscreen: async () => {} }));

const url = 'https://login.microsoftonline.com/organizations/oauth2/v2.0/authorize?prompt=none&state=1';
const launch = vi.fn();
const fetched = vi.fn();
const needsUser = new Error('Requires user interaction');

beforeEach(() => {
  vi.stubEnv('BROWSER', 'firefox');
  vi.stubGlobal('fetch', fetched.mockReset());
  launch.mockReset().mockRejectedValue(needsUser);
  callOffscreen.mockReset().mockImplementation(async (name: string) => {
    if (name === 'begin') return { url, state: 'state-1' };
    return name === 'finish' ? { accessToken: 'eyJ' } : undefined;
  });
  Object.assign(fakeBrowser.identity, { launchWebAuthFlow: launch });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.unstubAllGlobals();
});

const answer = (status: number, type = 'basic') => fetched.mockResolvedValue({ status, type });
const codeOf = () =>
  signInByWindow({ interactive: false, prompt: 'none' }).then(
    () => 'signed in',
    ({ info }: SignInFailed) => readSignInError(info).cause.details?.serviceCode,
  );

test.each([
  ['no network', () => fetched.mockRejectedValue(new TypeError('NetworkError')), 'page_unavailable'],
  [
    'nobody answers in time',
    () => fetched.mockRejectedValue(new DOMException('', 'TimeoutError')),
    'page_unavailable',
  ],
  ['500', () => answer(500), 'page_unavailable'],
  ['503', () => answer(503), 'page_unavailable'],
  ['429', () => answer(429), 'page_unavailable'],
  ['a page for the user', () => answer(200), 'interaction_required'],
  ['an error page of Entra', () => answer(400), 'interaction_required'],
  [
    'an answer for us, and the next time again a page',
    () => answer(0, 'opaqueredirect'),
    'interaction_required',
  ],
])('%s', async (_what, play, code) => {
  play();
  expect(await codeOf()).toBe(code);
  expect(callOffscreen).toHaveBeenCalledWith('abort', { state: 'state-1' });
  expect(fetched).toHaveBeenCalledExactlyOnceWith(
    url,
    expect.objectContaining({ redirect: 'manual', credentials: 'omit' }),
  );
});

test('an error that has passed by the time it is looked into: signed in', async () => {
  answer(0, 'opaqueredirect');
  launch.mockRejectedValueOnce(needsUser).mockResolvedValueOnce('https://redirect/#code=1');
  expect(await codeOf()).toBe('signed in');
  expect(launch).toHaveBeenCalledTimes(2);
});

test('where it works, or with a window, nothing else is asked', async () => {
  launch.mockResolvedValueOnce('https://redirect/#code=1');
  expect(await codeOf()).toBe('signed in');
  await signInByWindow({ interactive: true }).catch(() => undefined);
  expect(fetched).not.toHaveBeenCalled();
});

describe('Entra’s own error page is read', () => {
  const shows = (page: string, status = 200) =>
    fetched.mockImplementation(async () => new Response(page, { status }));
  const script =
    '<!DOCTYPE html><script>$Config={"iErrorCode":50194,"strServiceExceptionMessage":"AADSTS50194: Application \\u0027x\\u0027(\\"y\\") is for one tenant.\\r\\nTrace ID: 0b1f9851","sErrTxt":""};</script>';
  const html = '<p class="error">AADSTS700016: Application &#39;x&#39; was not found. Trace ID: 1</p>';
  const detailsOf = () =>
    signInByWindow({ interactive: false, prompt: 'none' }).then(
      () => undefined,
      ({ info }: SignInFailed) => readSignInError(info).cause.details,
    );

  test.each(['firefox', 'chrome'])('as script, and as text: %s', async (browser) => {
    vi.stubEnv('BROWSER', browser);
    launch.mockRejectedValue(
      new Error(browser === 'chrome' ? 'Authorization page could not be loaded.' : 'x'),
    );
    shows(script);
    expect(await detailsOf()).toMatchObject({
      serviceCode: 'AADSTS50194',
      serviceMessage: 'AADSTS50194: Application \'x\'("y") is for one tenant.  Trace ID: 0b1f9851',
    });
    shows(html, 400);
    expect(await detailsOf()).toMatchObject({
      serviceCode: 'AADSTS700016',
      serviceMessage: "AADSTS700016: Application 'x' was not found. Trace ID: 1",
    });
  });

  test('Chromium’s own limit has passed: the page is looked at; a page for the user stays one', async () => {
    vi.stubEnv('BROWSER', 'chrome');
    launch.mockRejectedValue(new Error('Authorization page load timed out.'));
    shows(script);
    expect(await detailsOf()).toMatchObject({ serviceCode: 'AADSTS50194' });
    shows('<h1>Sign in</h1>');
    expect(await codeOf()).toBe('timed_out');
    launch.mockRejectedValue(new Error('User interaction required.'));
    fetched.mockClear();
    expect(await codeOf()).toBe('interaction_required');
    expect(fetched).not.toHaveBeenCalled();
  });
});
