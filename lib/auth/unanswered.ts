/** A server that does not begin to answer in this time does not answer (ms). */
const patience = 10_000;

/**
 * Why a sign-in without a window came to nothing in Firefox, which says "Requires user interaction" whatever was the matter: no
 * network, an error of the server, or indeed a page for the user. To be asked only then.
 *
 * Asks for the same address without cookies, so that nobody is signed in by it.
 * @returns `unavailable`: nobody, or an error; `page`: a page for the user; `redirect`: an answer for us, so by now it may work
 */
export async function whyNoAnswer(url: string): Promise<'unavailable' | 'page' | 'redirect'> {
  try {
    const { type, status } = await fetch(url, {
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal: AbortSignal.timeout(patience),
    });
    if (type === 'opaqueredirect') return 'redirect';
    return status === 429 || status >= 500 ? 'unavailable' : 'page';
  } catch {
    return 'unavailable';
  }
}
