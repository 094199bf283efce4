/** Gives the thread back now and then during long work, tells how far it is, and ends it where that is wanted; `share` of the work is done, 0 to 1. */
export type Breath = (share: number) => Promise<void> | undefined;

const most = 40;
/** Asked before each row of a table, it would take longer than some of what it is asked for. */
export const rowsAtOnce = 64;

/** @throws the signal's reason, out of what the breath returns */
export function breathing({
  onProgress,
  signal,
}: {
  onProgress?: ((share: number) => void) | undefined;
  signal?: AbortSignal | undefined;
}): Breath {
  let last = performance.now();
  return (share) => {
    if (performance.now() - last < most) return;
    return pause().then(() => {
      signal?.throwIfAborted();
      onProgress?.(share);
      last = performance.now();
    });
  };
}

/** Lets in what has arrived. By a message: timers that follow each other are made to wait 4 ms by browsers, a tenth of what a file takes. */
export const pause = (): Promise<void> =>
  new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(undefined);
  });
