import { inTime } from '../browser/in-time.ts';
import type { Report } from '../okr/model.ts';
import { type ReadOptions, readFiles } from '../okr/read.ts';
import { type Copy, listCopies, loadCopy, onCopiesChanged } from './copies.ts';
import { unpack } from './pack.ts';

/** A copy is written after its file is saved: so long (ms) it is waited for. */
const comesWithin = 10_000;

/** All copies, newest first, once those of these exports, which may still be written, are there. */
export async function copiesOf(exports: string[]): Promise<Copy[]> {
  let stop = () => {};
  const complete = new Promise<void>((resolve) => {
    const look = () =>
      void listCopies().then(
        (copies) => exports.every((id) => copies.some((copy) => copy.id === id)) && resolve(),
        () => resolve(),
      );
    stop = onCopiesChanged(look);
    look();
  });
  // One that was refused does not come.
  await inTime('copies', comesWithin, complete).catch(() => undefined);
  stop();
  return listCopies();
}

/** What a copy holds; undefined where there is none, or it is damaged. */
export async function reportOf(id: string, options: ReadOptions = {}): Promise<Report | undefined> {
  try {
    const found = await loadCopy(id);
    if (!found) return undefined;
    const bytes = await unpack(found.content);
    const { fileName, takenAt } = found.copy;
    const [report] = (await readFiles([{ name: fileName, bytes }], options)).reports;
    return report && { ...report, takenAt, takenDay: undefined };
  } catch {
    return undefined;
  }
}
