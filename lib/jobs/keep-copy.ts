import { baseName } from '../files/file-name.ts';
import { askOffscreen, letContentGo } from '../offscreen/ask.ts';
import { reasonOf } from '../problems/refused.ts';
import { loadSettings } from '../storage/storage.ts';
import type { Job } from './job.ts';
import { loadViewNames, nameIn } from './view-names.ts';
import { updateJob } from './write.ts';

/** Has the offscreen document keep a copy of a saved content, where the settings want it, and lets the content go. */
export async function keepCopy({ id, view, title, file, updatedAt }: Job, blobUrl: string): Promise<void> {
  const { keepCopies: keep } = await loadSettings();
  if (keep > 0) {
    const fileName = baseName(file?.name ?? '');
    const name = nameIn(await loadViewNames(), view) ?? title ?? fileName;
    const wanted = { blobUrl, copy: { id, view, name, fileName, takenAt: updatedAt }, keep };
    const reason = await askOffscreen('keepCopy', wanted).catch(reasonOf);
    if (reason) await updateJob(id, (job) => ({ ...job, noCopy: reason }));
  }
  await letContentGo(blobUrl);
}
