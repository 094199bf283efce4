import { breathing } from './breath.ts';
import type { Kind, Report } from './model.ts';
import { readArchive } from './read-archive.ts';
import { readInto, startSession } from './read-one.ts';
import type { Trouble } from './trouble.ts';
import { learn, type Words } from './words.ts';

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
  /** Words of other languages: asked for when a file has columns that nobody knows. */
  otherWords?: () => Promise<Words | undefined>;
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
  { words, otherWords, ...options }: ReadOptions = {},
): Promise<Reading> {
  const session = startSession(words, once(otherWords));
  const breath = breathing(options);
  const troubles: Trouble[] = [];
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0) || 1;
  let done = 0;
  for (const file of files) {
    const part = file.bytes.length / total;
    const from = done;
    troubles.push(...(await readInto(session, file, (share) => breath(from + part * share))).troubles);
    done += part;
  }
  const reports: Report[] = [];
  for (const found of session.found) {
    const report = Array.isArray(found) ? await readArchive(found, words, breath) : found;
    if (report) reports.push(report);
    else if (Array.isArray(found)) troubles.push(...found.flatMap((file) => file.troubles.list));
  }
  return { reports, troubles };
}

/** Asks once; a reading without them is better than none. */
function once(ask: ReadOptions['otherWords']): () => Promise<void> {
  let asked: Promise<void> | undefined;
  const learned = async () => {
    const words = await ask?.().catch(() => undefined);
    if (words) learn(words);
  };
  return () => {
    asked ??= learned();
    return asked;
  };
}
