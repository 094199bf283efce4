/** It took longer than it may. */
export class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

/**
 * A call that leaves our code may stay open for ever: this one has an end.
 * @param ms after which it is given up; what it brings later is nobody's
 * @throws TookTooLong
 */
export function withEnd<T>(call: Promise<T>, ms: number, what: string): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const end = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new TookTooLong(`${what}: no answer after ${ms / 1000} s`)), ms);
  });
  return Promise.race([call, end]).finally(() => clearTimeout(timer));
}
