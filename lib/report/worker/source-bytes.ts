import { inTime } from '../../browser/in-time.ts';
import type { Trouble } from '../../okr/trouble.ts';
import { notRead } from '../not-read.ts';
import type { Source } from '../protocol.ts';
import type { Job } from './engine.ts';

/** A file may lie in the cloud, or on a drive that no longer answers (ms). */
const longest = 5 * 60_000;
/** How often the page hears that one is still waited for (ms). */
const sign = 10_000;

interface Found {
  files: { name: string; bytes: Uint8Array }[];
  /** What the browser can't read from the disk. */
  lost: Trouble[];
}

/** What files hold; one that can't be read keeps no other from being read. @throws only the signal's reason */
export async function bytesOfAll(sources: Source[], job: Job): Promise<Found> {
  const found: Found = { files: [], lost: [] };
  const read = await Promise.all(
    sources.map(async (source) => {
      const { name } = source;
      if ('trouble' in source) return { file: name, ...source.trouble };
      return bytesOf(source, job).then(
        (bytes) => ({ name, bytes }),
        (error: unknown): Trouble => ({ file: name, ...notRead(error) }),
      );
    }),
  );
  job.signal.throwIfAborted();
  for (const one of read) 'bytes' in one ? found.files.push(one) : found.lost.push(one);
  return found;
}

/** @throws what the browser says of a file that it can't read, NotInTime, or the signal's reason */
export async function bytesOf(source: Source, { signal, onProgress }: Job): Promise<Uint8Array> {
  if ('bytes' in source && source.bytes instanceof Uint8Array) return source.bytes;
  if ('trouble' in source) throw new Error(source.trouble.code);
  signal.throwIfAborted();
  const alive = setInterval(() => onProgress(0), sign);
  let cancel = () => undefined;
  const cancelled = new Promise<never>((_, reject) => {
    cancel = () => void reject(signal.reason);
    signal.addEventListener('abort', cancel);
  });
  try {
    const content = inTime('reading', longest, (source as File).arrayBuffer());
    return new Uint8Array(await Promise.race([content, cancelled]));
  } finally {
    clearInterval(alive);
    signal.removeEventListener('abort', cancel);
  }
}
