import { reasonOf } from '../../problems/refused.ts';
import type { Asked, Cancelled, Reply } from '../protocol.ts';
import { startEngine } from './engine.ts';

/* Reads files and answers questions about them, off the page's thread. One question at a time, in the order they came. */

const engine = startEngine();
const underWay = new Map<number, AbortController>();
let queue = Promise.resolve();

const reply = (message: Reply) => postMessage(message);

addEventListener('message', ({ data }: MessageEvent<Asked | Cancelled>) => {
  if ('cancel' in data) return underWay.get(data.id)?.abort();
  const { id, name, input } = data;
  const controller = new AbortController();
  underWay.set(id, controller);
  const job = { signal: controller.signal, onProgress: (share: number) => reply({ id, share }) };
  queue = queue
    .then(async () => {
      if (controller.signal.aborted) return;
      reply({ id, answer: await engine[name](input as never, job) });
    })
    .catch((error: unknown) => reply({ id, error: reasonOf(error) }))
    .finally(() => underWay.delete(id));
});
