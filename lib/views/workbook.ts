import { defined } from '../data/data.ts';
import type { ExportFile } from '../files/export-file.ts';
import { exportFileName } from '../files/file-name.ts';
import { saveFile } from '../files/save.ts';
import type { Job } from '../jobs/job.ts';
import { loadViewNames, nameOf } from '../jobs/view-names.ts';
import { askOffscreen, letContentGo } from '../offscreen/ask.ts';
import type { ProblemCode } from '../problems/problems.ts';
import { reasonOf } from '../problems/refused.ts';
import { loadSettings, saveOffscreenHolds } from '../storage/storage.ts';
import { t } from '../texts/i18n.ts';
import type { Batch } from './batch.ts';

/** The one Excel file of a batch, and how far it is. */
export interface Workbook {
  /** How often it was made: a file that the browser lost is made again. */
  made: number;
  file?: ExportFile;
  saved?: true;
  /** Names of the views that it lacks. */
  missing?: string[];
  /** Why there is none. */
  failed?: { code?: ProblemCode; value?: string };
}

const madeAtMost = 3;

export const isSettled = ({ saved, failed }: Workbook): boolean => saved === true || failed !== undefined;

/** Takes the next step: makes the file in the offscreen document, saves it, or checks on its download. */
export async function takeStep(batch: Batch, done: Job[]): Promise<Workbook> {
  const { made, file, missing } = batch.workbook ?? { made: 0 };
  if (!file) return made < madeAtMost ? make(batch, done, made) : end({ made, failed: {} });
  const { askWhere } = await loadSettings();
  const saving = await saveFile(file, askWhere);
  const known = defined({ made, missing });
  if (saving.type === 'started') return { ...known, file: { ...file, downloadId: saving.downloadId } };
  if (saving.type === 'lost') return { made };
  if (saving.type !== 'saved') return end({ made, failed: saving.cause }, file);
  const { name, bytes } = saving;
  return end({ ...known, saved: true, file: defined({ name, bytes, downloadId: file.downloadId }) }, file);
}

async function make(batch: Batch, done: Job[], made: number): Promise<Workbook> {
  const names = await loadViewNames();
  const exports = done.map((job) => ({ id: job.id, name: nameOf(job, names) }));
  const { fileName, folder } = await loadSettings();
  const [first] = batch.items;
  if (!first) return { made, failed: {} };
  const view = { ...first.view, explorerViewId: 'views' };
  const name = exportFileName(fileName, folder, { view, title: t('views'), at: batch.startedAt }, 'xlsx');
  try {
    // Nothing else needs the offscreen document by now, and nobody else has the file.
    await saveOffscreenHolds(true);
    const order = { exports, title: t('views'), checkIns: t('report_column_checkIns') };
    const { blobUrl, bytes, missing } = await askOffscreen('makeWorkbook', order);
    const file = { name, bytes, blobUrl };
    return defined({ made: made + 1, file, missing: missing.length > 0 ? missing : undefined });
  } catch (error) {
    return end({ made, failed: { value: reasonOf(error) } });
  }
}

/** Lets the offscreen document close. */
async function end(workbook: Workbook, file?: ExportFile): Promise<Workbook> {
  if (file?.blobUrl) await letContentGo(file.blobUrl);
  await saveOffscreenHolds(false);
  return workbook;
}
