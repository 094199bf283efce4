import type { Cause } from '../problems/problems.ts';

/** The file of an export. */
export interface ExportFile {
  /** Path below the downloads folder, as asked for; once saved, the whole path as the browser reports it. */
  name: string;
  bytes: number;
  /** Names the content in the browser until it is saved; finds a download again whose id was not written down. */
  blobUrl?: string;
  /** Instead of `blobUrl`, where the service keeps the content elsewhere: SHA-256 of its address, and its host. */
  source?: string;
  host?: string;
  /** Bytes that had come from there, and since when no more, or when it was to be begun (epoch ms). */
  received?: number;
  receivedAt?: number;
  /** The browser's id of the download. */
  downloadId?: number;
  /** Why it is the service's CSV, though the settings want Excel: a trouble's code, or a reason in words. */
  notExcel?: string;
}

/** What saving the content, or looking after it, brings. */
export type Saving =
  /** `received`: bytes so far, of a download from another host. */
  | { type: 'started'; downloadId: number; received?: number }
  | { type: 'saved'; name: string; bytes: number }
  /** The content is no longer in the browser, or what came was none. */
  | { type: 'lost'; cause?: Cause };
