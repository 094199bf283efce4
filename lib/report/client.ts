import type { Answer, Asked, Cancelled, Input, Question, Reply } from './protocol.ts';

interface Options {
  /** Told now and then: the share done, 0 to 1. */
  onProgress?(share: number): void;
  signal?: AbortSignal;
}

/** Without an answer after this long (ms) the worker is taken for dead. Reading has no such end: it tells its progress. */
const timeout = 60_000;

interface Waiting {
  resolve(answer: unknown): void;
  reject(reason: Error): void;
  heard(): void;
  onProgress?: ((share: number) => void) | undefined;
}

/** The worker that holds the files. A dead one ends what waits, and what comes after it. */
export function startWorker() {
  const worker = new Worker(new URL('./worker/worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, Waiting>();
  let last = 0;
  let dead: string | undefined;
  const end = (reason: string) => {
    dead = reason;
    worker.terminate();
    for (const { reject } of waiting.values()) reject(new Error(reason));
    waiting.clear();
  };
  worker.addEventListener('error', (event) => end(event.message || 'error'));
  worker.addEventListener('messageerror', () => end('messageerror'));
  worker.addEventListener('message', ({ data }: MessageEvent<Reply>) => {
    const asked = waiting.get(data.id);
    if (!asked) return;
    asked.heard();
    if ('share' in data) return asked.onProgress?.(data.share);
    waiting.delete(data.id);
    if ('error' in data) asked.reject(new Error(data.error));
    else asked.resolve(data.answer);
  });

  /** @throws what went wrong in the worker, or that there is none any more; the signal's reason, if it is aborted */
  async function ask<Q extends Question>(
    name: Q,
    input: Input<Q>,
    { onProgress, signal }: Options = {},
  ): Promise<Answer<Q>> {
    if (dead) throw new Error(dead);
    signal?.throwIfAborted();
    const id = ++last;
    let timer = 0;
    const heard = () => {
      clearTimeout(timer);
      timer = window.setTimeout(() => end('timeout'), timeout);
    };
    const cancel = () => {
      worker.postMessage({ id, cancel: true } satisfies Cancelled);
      waiting.get(id)?.reject(signal?.reason);
      waiting.delete(id);
    };
    try {
      return await new Promise<Answer<Q>>((resolve, reject) => {
        waiting.set(id, { resolve: resolve as (answer: unknown) => void, reject, heard, onProgress });
        signal?.addEventListener('abort', cancel, { once: true });
        heard();
        worker.postMessage({ id, name, input } satisfies Asked);
      });
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    }
  }
  return { ask, end: () => end('ended') };
}

export type ReportWorker = ReturnType<typeof startWorker>;
export type Ask = ReportWorker['ask'];
