import type { Browser } from 'wxt/browser';
import { browser } from '../browser.ts';
import { askHost } from '../host/ask.ts';
import { inTime, NotInTime } from '../in-time.ts';
import type { Setback } from '../problems.ts';
import { reasonOf } from '../refused.ts';
import type { ExportFile, Saving } from './export-file.ts';
import { isContentLost, refusalFor } from './interrupted.ts';

type Download = Browser.downloads.DownloadItem;

/** Chromium answers at once, Firefox when the user has chosen a folder, if they are to (ms). */
const answersWithin = import.meta.env.BROWSER === 'firefox' ? 60 * 60_000 : 2 * 60_000;

/**
 * Saves a fetched content as a file, or says how far that has got. Asked again for the same content it looks for the
 * download first: no file is saved twice.
 * @param askWhere shows the browser's "Save as" dialog; otherwise the browser's own setting holds, which may show it as well
 */
export async function saveFile(file: ExportFile, askWhere: boolean): Promise<Saving | Setback> {
  const known = await findDownload(file);
  if (known) return stateOf(known, file);
  if (file.downloadId !== undefined) return { type: 'refused', cause: { code: 'downloadGone' } };
  const url = file.blobUrl;
  if (!url || !(await askHost('holdsContent', { blobUrl: url }))) return { type: 'lost' };
  let letGo = false;
  try {
    const begun = browser.downloads.download({
      url,
      filename: file.name,
      // Without it the browser's own setting holds; `false` would override it.
      ...(askWhere ? { saveAs: true } : {}),
      conflictAction: 'uniquify',
    });
    const undoLate = (id: number) => (letGo ? undo(id) : undefined);
    const downloadId = await inTime('downloads.download', answersWithin, begun, undoLate);
    return { type: 'started', downloadId };
  } catch (error) {
    if (!(error instanceof NotInTime)) return refusalFor(reasonOf(error));
    const begunAllTheSame = await findDownload(file);
    if (begunAllTheSame) return stateOf(begunAllTheSame, file);
    // Fetched anew it has another address: no late download can be taken for the next one.
    letGo = true;
    await askHost('releaseContent', { blobUrl: url }).catch(() => undefined);
    return { type: 'lost' };
  }
}

/** A download that began after it had been given up for another one. */
async function undo(id: number): Promise<void> {
  const [late] = await browser.downloads.search({ id });
  if (late?.state === 'complete') await browser.downloads.removeFile(id);
  else await browser.downloads.cancel(id);
  await browser.downloads.erase({ id });
}

async function findDownload({ downloadId, blobUrl }: ExportFile): Promise<Download | undefined> {
  // A query without a field finds every download.
  if (downloadId === undefined && blobUrl === undefined) return;
  const query = downloadId === undefined ? { url: blobUrl as string } : { id: downloadId };
  const [download] = await browser.downloads.search(query);
  return download;
}

function stateOf(download: Download, file: ExportFile): Saving | Setback {
  if (download.state === 'in_progress') return { type: 'started', downloadId: download.id };
  if (download.state === 'interrupted') {
    const reason = download.error ?? 'FILE_FAILED';
    return isContentLost(reason) ? { type: 'lost' } : refusalFor(reason);
  }
  const bytes = download.fileSize >= 0 ? download.fileSize : download.bytesReceived;
  if (bytes !== file.bytes) return { type: 'refused', cause: { code: 'fileTooShort' } };
  return { type: 'saved', name: download.filename, bytes };
}
