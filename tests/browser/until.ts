/** How long a browser may take to start, and to answer a call of the driver (ms): less than a test, so that it says what hung. */
export const patience = { start: 90_000, call: 90_000 };

/** What is asked has gone for good: asking again brings nothing. */
export class Gone extends Error {}

/**
 * Asks again until there is an answer that is neither false nor an error.
 * @param longest ms; for what hangs, not for what is slow: a busy machine may take its time
 * @throws after that, with what `what` says and the last answer or error; at once when what is asked is `Gone`
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  longest = 120_000,
): Promise<Exclude<Awaited<T>, undefined | null | false | '' | 0>> {
  const begun = Date.now();
  for (;;) {
    let last: unknown;
    try {
      last = await ask();
      if (last) return last as Exclude<Awaited<T>, undefined | null | false | '' | 0>;
    } catch (error) {
      if (error instanceof Gone) throw error;
      last = error;
    }
    const waited = Date.now() - begun;
    if (waited > longest)
      throw new Error(`waited in vain for ${longest / 1000} s: ${what} (the last answer: ${last})`, {
        cause: last,
      });
    // What takes long is asked for less often: asking takes the processor from what is waited for.
    await new Promise((resolve) => setTimeout(resolve, Math.min(400, Math.max(100, waited / 5))));
  }
}
