import { type Browser, browser } from 'wxt/browser';
import { callHost } from '../host/index.ts';
import type { ExportFile } from '../jobs/job.ts';
import type { Progress, Setback } from '../jobs/outcome.ts';
import { reasonOf } from '../refused.ts';
import { isContentLost, refusalFor } from './interrupted.ts';

type Saving = Progress['saving'] | Setback;
type Download = Browser.downloads.DownloadItem;

/**
 * Saves a fetched content as a file, or says how far that has got. Asked again for the same content it looks for the
 * download first: no file is saved twice.
 * @param askWhere shows the browser's "Save as" dialog; otherwise the browser's own setting holds, which may show it as well
 */
export async function saveFile(file: ExportFile, askWhere: boolean): Promise<Saving> {
  const known = await findDownload(file);
  if (known) return stateOf(known, file);
  if (file.downloadId !== undefined) return { type: 'refused', cause: { code: 'downloadGone' } };
  const url = file.blobUrl;
  if (!url || !(await callHost('holdsContent', { blobUrl: url }))) return { type: 'lost' };
  try {
    const downloadId = await browser.downloads.download({
      url,
      filename: file.name,
      // Without it the browser's own setting holds; `false` would override it.
      ...(askWhere ? { saveAs: true } : {}),
      conflictAction: 'uniquify',
    });
    return { type: 'started', downloadId };
  } catch (error) {
    return refusalFor(reasonOf(error));
  }
}

async function findDownload({ downloadId, blobUrl }: ExportFile): Promise<Download | undefined> {
  // A query without a field finds every download.
  if (downloadId === undefined && blobUrl === undefined) return;
  const query = downloadId === undefined ? { url: blobUrl as string } : { id: downloadId };
  const [download] = await browser.downloads.search(query);
  return download;
}

function stateOf(download: Download, file: ExportFile): Saving {
  if (download.state === 'in_progress') return { type: 'started', downloadId: download.id };
  if (download.state === 'interrupted') {
    const reason = download.error ?? 'FILE_FAILED';
    return isContentLost(reason) ? { type: 'lost' } : refusalFor(reason);
  }
  const bytes = download.fileSize >= 0 ? download.fileSize : download.bytesReceived;
  if (bytes !== file.bytes) return { type: 'refused', cause: { code: 'fileTooShort' } };
  return { type: 'saved', name: download.filename, bytes };
}
