import { type Breath, breathing } from './breath.ts';
import { limits } from './limits.ts';
import type { Kind, Report } from './model.ts';
import { readCsv } from './read-csv.ts';
import { contentOf } from './text.ts';
import type { Trouble } from './trouble.ts';
import { Troubles } from './troubles.ts';

export interface FileToRead {
  name: string;
  bytes: Uint8Array;
}

export interface ReadOptions {
  /** Told now and then: the share done, 0 to 1. */
  onProgress?: (share: number) => void;
  /** Aborted: reading ends soon with the signal's reason. */
  signal?: AbortSignal;
  /** What the user says that doubtful words for kinds mean, by the word in lower case. */
  words?: ReadonlyMap<string, Kind>;
}

export interface Reading {
  /** One for each view, and one for all files of an archive together; in the order of the files. */
  reports: Report[];
  /** Files of which nothing could be read, and why. */
  troubles: Trouble[];
}

/**
 * Reads exported views (CSV, XLSX) and archives (JSON, singly or zipped), told apart by their content. Never throws on any
 * bytes; what can't be read is told. Gives the thread back now and then.
 * @throws only the signal's reason
 */
export async function readFiles(
  files: readonly FileToRead[],
  { words, ...options }: ReadOptions = {},
): Promise<Reading> {
  const reading: Reading = { reports: [], troubles: [] };
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0) || 1;
  let before = 0;
  for (const file of files) {
    const share = file.bytes.length / total;
    const done = before;
    const onProgress = options.onProgress && ((part: number) => options.onProgress?.(done + part * share));
    const troubles = new Troubles(file.name);
    const report = await readOne(file, words, troubles, breathing({ ...options, onProgress }));
    if (report) reading.reports.push(report);
    else reading.troubles.push(...troubles.list);
    before += share;
  }
  return reading;
}

async function readOne(file: FileToRead, words: ReadOptions['words'], troubles: Troubles, breath: Breath) {
  if (file.bytes.length > limits.bytes) troubles.add('tooBig');
  else
    switch (contentOf(file.bytes)) {
      case 'empty':
        troubles.add('empty');
        break;
      case 'text':
        return readCsv(file, words, troubles, breath);
      default:
        troubles.add('notAnExport');
    }
  return;
}
