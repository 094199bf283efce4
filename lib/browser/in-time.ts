/** A call that leaves our code was not answered within its time. Whatever it answers later is nobody's. */
export class NotInTime extends Error {
  override readonly name = 'NotInTime';
  constructor(what: string, ms: number) {
    super(`${what} timed out after ${ms / 1000} s`);
  }
}

/**
 * The answer of a call that may stay open for ever.
 * @param what the call, for the error's text
 * @param ms `Infinity`: it may take as long as it likes
 * @throws NotInTime
 */
export function inTime<T>(what: string, ms: number, call: Promise<T>): Promise<T> {
  if (!Number.isFinite(ms)) return call;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new NotInTime(what, ms)), ms);
    void call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
