import { readText } from '../graph/gateway.ts';

/** How long the server may take to begin its answer (ms). */
const timeout = 10_000;

/** `unavailable`: nobody, or an error; `page`: a page for the user; `redirect`: an answer for us, so by now it may work. */
type Reason = 'unavailable' | 'page' | 'redirect' | { error: string };

/**
 * Why a sign-in without a window came to nothing: browsers say the same of a page for the user, of no network, and of Entra's page
 * that tells why it can't go on (which it shows where it does not trust the redirect URI). To be asked only then.
 *
 * Asks for the same address without cookies, so that nobody is signed in by it.
 */
export async function whyNoAnswer(url: string): Promise<Reason> {
  try {
    const response = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      signal: AbortSignal.timeout(timeout),
    });
    const { type, status } = response;
    if (type === 'opaqueredirect') return 'redirect';
    if (status === 429 || status >= 500) return 'unavailable';
    // As the page has it: in its script as JSON, or in its text; `explain` reads it.
    const [error] = /AADSTS\d{5,}:(?:[^"<\\]|\\.){1,1500}/.exec(await readText(response)) ?? [];
    return error ? { error } : 'page';
  } catch {
    return 'unavailable';
  }
}
