import { browser } from 'wxt/browser';
import { callHost } from '../host/index.ts';
import { SignInFailed, type Token } from '../host/operations.ts';
import { readWindowError } from './refusals.ts';
import { whyNoAnswer } from './unanswered.ts';

interface SignInRequest {
  interactive: boolean;
  prompt?: string;
  loginHint?: string;
  claims?: string;
}

// Firefox knows neither and throws on them.
const waitForScripts = { abortOnLoadForNonInteractive: false, timeoutMsForNonInteractive: 10_000 };

let last: Promise<unknown> = Promise.resolve();
let begun = 0;

/** Meanwhile the host must stay: it holds what is needed to redeem the answer. */
export const isSigningIn = (): boolean => begun > 0;

/**
 * Signs in through a browser window, or, not `interactive`, through one that nobody sees and that succeeds where the
 * browser is signed in to Microsoft already. One at a time.
 * @throws SignInFailed, HostGone
 */
export function signInByWindow(request: SignInRequest): Promise<Token> {
  begun++;
  const result = last.then(() => open(request)).finally(() => begun--);
  last = result.catch(() => undefined);
  return result;
}

async function open({ interactive, ...request }: SignInRequest): Promise<Token> {
  const { url, state } = await callHost('begin', request);
  const answer = await launch(url, interactive).catch(async (error: unknown) => {
    await callHost('abort', { state });
    const message = error instanceof Error ? error.message : String(error);
    throw new SignInFailed({ code: readWindowError(message), message });
  });
  if (answer) return callHost('finish', { url: answer });
  await callHost('abort', { state });
  throw new SignInFailed({ code: 'cancelled', message: 'The sign-in window gave no answer.' });
}

async function launch(url: string, interactive: boolean): Promise<string | undefined> {
  const flow = browser.identity.launchWebAuthFlow;
  if (interactive) return flow({ url, interactive });
  if (import.meta.env.BROWSER !== 'firefox') return flow({ url, interactive, ...waitForScripts });
  return flow({ url, interactive }).catch(async (error: unknown) => {
    const why = await whyNoAnswer(url);
    if (why === 'redirect') return flow({ url, interactive });
    throw why === 'unavailable' ? new Error('The sign-in page could not be loaded.') : error;
  });
}
