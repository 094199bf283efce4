/** Turns of the event loop without anything new after which nothing comes that waits for the processor alone. */
const still = 20;

/**
 * Waits until nothing happens any more, however long that takes.
 * @param seen what happens: another value with each of it
 */
export async function untilQuiet(seen: () => unknown): Promise<void> {
  for (let [before, turns] = [seen(), 0]; turns < still; turns++) {
    await new Promise((resolve) => setImmediate(resolve));
    const now = seen();
    if (now !== before) [before, turns] = [now, 0];
  }
}
