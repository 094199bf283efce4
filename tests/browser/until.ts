/**
 * Asks again until there is an answer that is neither false nor an error.
 * @param patience ms
 * @throws after that, with what `what` says and the last error
 */
export async function until<T>(
  what: string,
  ask: () => T | Promise<T>,
  patience = 15_000,
): Promise<Exclude<Awaited<T>, undefined | null | false | '' | 0>> {
  const end = Date.now() + patience;
  for (;;) {
    let last: unknown;
    try {
      last = await ask();
      if (last) return last as Exclude<Awaited<T>, undefined | null | false | '' | 0>;
    } catch (error) {
      last = error;
    }
    if (Date.now() > end) throw new Error(`waited in vain: ${what}`, { cause: last });
    await new Promise((resolve) => setTimeout(resolve, 40));
  }
}
