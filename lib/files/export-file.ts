/** The file of an export. */
export interface ExportFile {
  /** Path below the downloads folder, as asked for; once saved, the whole path as the browser reports it. */
  name: string;
  bytes: number;
  /** Names the content in the browser until it is saved; finds a download again whose id was not written down. */
  blobUrl?: string;
  /** The browser's id of the download. */
  downloadId?: number;
  /** Why it is the service's CSV, though the settings want Excel: a trouble's code, or a reason in words. */
  notExcel?: string;
}

/** What saving the content, or looking after it, brings. */
export type Saving =
  | { type: 'started'; downloadId: number }
  | { type: 'saved'; name: string; bytes: number }
  /** The content is no longer in the browser. */
  | { type: 'lost' };
