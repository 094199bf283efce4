import { browser } from '../browser/browser.ts';
import { inTime, NotInTime } from '../browser/in-time.ts';
import { defined, isText } from '../data/data.ts';
import { sites } from '../goals/hosts.ts';
import { askOffscreen } from '../offscreen/ask.ts';
import { SignInFailed, type Token } from '../offscreen/operations.ts';
import { reasonOf } from '../problems/refused.ts';
import { createQueue } from '../storage/queue.ts';
import { whyNoAnswer } from './unanswered.ts';

interface SignInRequest {
  /** A window that the user sees. */
  interactive: boolean;
  /** A click asked for it, which may wait for another sign-in window. */
  byClick?: boolean;
  prompt?: string | undefined;
  loginHint?: string | undefined;
  claims?: string | undefined;
}

// Firefox knows neither and throws on them.
const waitForScripts = { abortOnLoadForNonInteractive: false, timeoutMsForNonInteractive: 10_000 };

const isFirefox = () => import.meta.env.BROWSER === 'firefox';
const inTurn = createQueue();
let begun = 0;

/** Meanwhile the offscreen document must stay: it holds what is needed to redeem the answer. */
export const isSigningIn = (): boolean => begun > 0;

/** Longer than the browser is told to take without a window (ms). */
const silentLimit = 20_000;
/** How long the browser may take to load and show a window (ms). */
const showsWithin = 60_000;
/** How often a browser that shows another sign-in window is asked for ours (ms). */
const askedEvery = 2_000;

/** The sign-in window that was asked for; its id once one has opened. */
interface Shown {
  windowId?: number | undefined;
}
let shown: Shown | undefined;

/**
 * Signs in through a browser window, or, not `interactive`, through one that nobody sees and that succeeds where the
 * browser is signed in to Microsoft already. One at a time: MSAL knows of one. What no click asked for does not wait for a user.
 * @throws SignInFailed, OffscreenGone, NotInTime
 */
export function signInByWindow({ byClick, ...request }: SignInRequest): Promise<Token> {
  if (shown && !request.interactive && !byClick) {
    const message = 'A sign-in window is open.';
    return Promise.reject(new SignInFailed({ code: 'interaction_required', message }));
  }
  if (shown || request.interactive) void presentSignIn();
  begun++;
  return inTurn(() => open(request)).finally(() => begun--);
}

/** The user clicks while a sign-in window may stand open: brings it to the front. */
export async function presentSignIn(): Promise<void> {
  const windowId = await openWindow();
  if (windowId !== undefined)
    await browser.windows.update(windowId, { focused: true }).catch(() => undefined);
}

/** Of a window with another page than Microsoft's only its opening was seen. */
async function openWindow(): Promise<number | undefined> {
  const [tab] = await browser.tabs.query({ url: sites.login, windowType: 'popup' }).catch(() => []);
  return tab?.windowId ?? shown?.windowId;
}

async function open({ interactive, ...request }: SignInRequest): Promise<Token> {
  const { url, state } = await askOffscreen('begin', defined(request));
  // If this fails, the next sign-in that begins clears it.
  const abort = () => askOffscreen('abort', { state }).catch(() => undefined);
  const answer = await (interactive ? show(url) : tryUnseen(url)).catch(async (error: unknown) => {
    await abort();
    if (error instanceof SignInFailed || (interactive && error instanceof NotInTime)) throw error;
    throw new SignInFailed({ code: 'on_window', message: reasonOf(error) });
  });
  if (answer) return askOffscreen('finish', { url: answer });
  await abort();
  throw new SignInFailed({ code: 'cancelled', message: 'The sign-in window gave no answer.' });
}

async function show(url: string): Promise<string | undefined> {
  const { onCreated } = browser.windows;
  const asked: Shown = {};
  const note = ({ id, type }: { id?: number | undefined; type?: string | undefined }) => {
    if (type === 'popup') asked.windowId ??= id;
  };
  shown = asked;
  onCreated.addListener(note);
  try {
    const answer = launch(url, asked);
    return await (isFirefox() ? answer : Promise.race([answer, notShown()]));
  } finally {
    onCreated.removeListener(note);
    shown = undefined;
  }
}

/** Chromium opens one at a time, and keeps one that a background before this one asked for: that is to be finished first. */
async function launch(url: string, asked: Shown): Promise<string | undefined> {
  while (shown === asked)
    try {
      return await browser.identity.launchWebAuthFlow({ url, interactive: true });
    } catch (error) {
      if (!/only one/i.test(reasonOf(error))) throw error;
      await sleep(askedEvery);
    }
}

/** Chromium shows the window when its page has loaded; while any part of it stays open, never. @throws Error */
async function notShown(): Promise<never> {
  await sleep(showsWithin);
  if (await openWindow()) await new Promise(() => undefined);
  throw new Error('The window could not be loaded.');
}

/** Asks once more where the browser's word does not tell what was the matter. */
async function tryUnseen(url: string): Promise<string | undefined> {
  return launchUnseen(url, isFirefox() ? {} : waitForScripts).catch(async (error: unknown) => {
    const unclear =
      !(error instanceof NotInTime) && (isFirefox() || /not be loaded|timed out/i.test(reasonOf(error)));
    const why = unclear ? await whyNoAnswer(url) : 'page';
    if (why === 'redirect' && isFirefox()) return launchUnseen(url);
    if (why === 'unavailable') throw new Error('network');
    if (isText(why)) throw error;
    throw new SignInFailed({ code: 'on_page', message: why.error });
  });
}

const launchUnseen = (url: string, options: object = {}): Promise<string | undefined> =>
  inTime(
    'a sign-in without a window',
    silentLimit,
    browser.identity.launchWebAuthFlow({ url, interactive: false, ...options }),
  );

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
