import { inTime } from '../browser/in-time.ts';
import { reasonOf } from '../problems/refused.ts';
import { addCopy, type Copy } from './copies.ts';
import { pack } from './pack.ts';

/** Compressing takes a second for 50 MB; a minute is far too long (ms). */
const timeout = 60_000;

/**
 * Keeps a copy of a content that is on its way to its file.
 * @returns why there is none, if so: the file is none the worse for it
 */
export async function keepCopy(
  blob: Blob,
  copy: Omit<Copy, 'bytes'>,
  keep: number,
): Promise<string | undefined> {
  try {
    const content = await inTime('compression', timeout, pack(blob));
    await addCopy({ ...copy, bytes: content.length }, content, keep);
    return;
  } catch (error) {
    return reasonOf(error);
  }
}
