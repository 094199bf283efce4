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
 * @param late takes an answer that comes after that: for what has to be undone
 * @throws NotInTime
 */
export function inTime<T>(
  what: string,
  ms: number,
  call: Promise<T>,
  late: (answer: T) => unknown = () => undefined,
): Promise<T> {
  if (!Number.isFinite(ms)) return call;
  return new Promise((resolve, reject) => {
    let ended = false;
    const timer = setTimeout(() => {
      ended = true;
      reject(new NotInTime(what, ms));
    }, ms);
    call.then(
      (answer) => {
        clearTimeout(timer);
        // What can't be undone stays as it is.
        if (ended) void Promise.resolve(late(answer)).catch(() => undefined);
        else resolve(answer);
      },
      (error: unknown) => {
        clearTimeout(timer);
        reject(error);
      },
    );
  });
}
