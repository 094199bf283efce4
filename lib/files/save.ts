import type { Browser } from 'wxt/browser';
import { browser } from '../browser/browser.ts';
import { inTime, NotInTime } from '../browser/in-time.ts';
import { askOffscreen, letContentGo } from '../offscreen/ask.ts';
import type { Cause, Setback } from '../problems/problems.ts';
import { reasonOf } from '../problems/refused.ts';
import type { ExportFile, Saving } from './export-file.ts';
import { hashOf } from './hash.ts';
import { isContentLost, setbackFor } from './interrupted.ts';

type Download = Browser.downloads.DownloadItem;

/** A download from another host that gets no further for so long is begun anew (ms). */
const longestStall = 5 * 60_000;

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
  if (file.downloadId !== undefined) return { type: 'failed', cause: { code: 'downloadGone' } };
  const url = await addressOf(file);
  if (!url) return { type: 'lost' };
  let letGo = false;
  try {
    const begun = browser.downloads.download({
      url,
      filename: file.name,
      // Without it the browser's own setting holds; `false` would override it.
      ...(askWhere ? { saveAs: true } : {}),
      conflictAction: 'uniquify',
    });
    // What can't be undone stays as it is.
    void begun.then((id) => (letGo ? undo(id) : undefined)).catch(() => undefined);
    const downloadId = await inTime('downloads.download', answersWithin, begun);
    return { type: 'started', downloadId, ...(file.source ? { received: 0 } : {}) };
  } catch (error) {
    if (!(error instanceof NotInTime)) return setbackFor(reasonOf(error));
    const begunAllTheSame = await findDownload(file);
    if (begunAllTheSame) return stateOf(begunAllTheSame, file);
    // Fetched anew it has another address: no late download can be taken for the next one.
    letGo = true;
    if (file.blobUrl) await letContentGo(url);
    return { type: 'lost' };
  }
}

/** Addresses at other hosts, in memory alone: they carry the right to read the file. */
const addresses = new Map<string, string>();

/** Keeps where a content is until it is saved. @param source names it in the record */
export function rememberAddress(source: string, url: string): void {
  addresses.set(source, url);
}

async function addressOf({ blobUrl, source }: ExportFile): Promise<string | undefined> {
  if (source) return addresses.get(source);
  return blobUrl && (await askOffscreen('holdsContent', { blobUrl })) ? blobUrl : undefined;
}

/** Undoes a download, its file included: one that began after we had given it up, or one that brought no file of ours. */
async function undo(id: number): Promise<void> {
  const [late] = await browser.downloads.search({ id });
  if (late?.state === 'complete') await browser.downloads.removeFile(id);
  else await browser.downloads.cancel(id);
  await browser.downloads.erase({ id });
}

async function findDownload(file: ExportFile): Promise<Download | undefined> {
  const { downloadId, blobUrl, source } = file;
  if (downloadId === undefined && source) return findBySource(file);
  // A query without a field finds every download.
  if (downloadId === undefined && blobUrl === undefined) return;
  const query = downloadId === undefined ? { url: blobUrl as string } : { id: downloadId };
  const [download] = await browser.downloads.search(query);
  return download;
}

/** The background may have died between the beginning of a download and writing its id down. */
async function findBySource({ source, receivedAt = 0 }: ExportFile): Promise<Download | undefined> {
  const latest = await browser.downloads.search({ orderBy: ['-startTime'], limit: 9 });
  // An earlier export may have come from the same address.
  for (const download of latest)
    if (Date.parse(download.startTime) >= receivedAt && (await hashOf(download.url)) === source)
      return download;
}

async function stateOf(download: Download, file: ExportFile): Promise<Saving | Setback> {
  if (download.state === 'in_progress') {
    const { id: downloadId, bytesReceived: received } = download;
    if (!file.source) return { type: 'started', downloadId };
    const moves = received !== file.received || Date.now() - (file.receivedAt ?? Date.now()) < longestStall;
    if (moves) return { type: 'started', downloadId, received };
    return undone(downloadId, { code: 'downloadFailed', value: 'NETWORK_TIMEOUT' });
  }
  if (download.state === 'interrupted') {
    const reason = download.error ?? 'FILE_FAILED';
    if (!isContentLost(reason)) return setbackFor(reason);
    if (!file.source) return { type: 'lost' };
    return undone(download.id, { code: 'downloadFailed', value: reason });
  }
  const bytes = download.fileSize >= 0 ? download.fileSize : download.bytesReceived;
  const wrong = file.source ? whatIsWrong(download, bytes, file.host) : undefined;
  if (wrong) return undone(download.id, wrong);
  if (!file.source && bytes !== file.bytes) return { type: 'failed', cause: { code: 'fileTooShort' } };
  return { type: 'saved', name: download.filename, bytes };
}

/** Drops what came, so that it is fetched anew. */
async function undone(id: number, cause: Cause): Promise<Saving> {
  await undo(id).catch(() => undefined);
  return { type: 'lost', cause };
}

/** What can be told of a file that another host sent straight to the disk. */
function whatIsWrong(
  { mime, totalBytes, finalUrl, url }: Download,
  bytes: number,
  host = '',
): Cause | undefined {
  const isHttps = (finalUrl || url).startsWith('https:');
  if (!isHttps || /html|json|xml/i.test(mime ?? '')) return { code: 'contentNotCsv', value: host };
  if (bytes === 0) return { code: 'contentEmpty' };
  if (totalBytes > 0 && totalBytes !== bytes) return { code: 'contentCutOff' };
}
