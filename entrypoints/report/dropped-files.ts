import { inTime } from '../../lib/browser/in-time.ts';
import { notRead } from '../../lib/report/not-read.ts';
import type { Source } from '../../lib/report/protocol.ts';

/** What is taken out of a folder: the kinds of files that can be read. */
const kinds = /\.(?:csv|tsv|txt|xlsx|json|zip|gz)$/i;
/** A folder that holds more was hardly meant; no organization's archive has as many. */
const most = 200;
/** A folder may lie on a drive that no longer answers (ms). */
const longest = 30_000;

/**
 * The files that were dropped, those in folders too. What a browser does not hand out, and a folder without any, stands for
 * itself: that it can't be read is told.
 */
export async function droppedFiles({ items, files }: DataTransfer): Promise<Source[]> {
  // Only as long as the event lasts can the items be asked.
  const asked = [...items].map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry?.() }));
  if (!asked.some(({ entry }) => entry?.isDirectory)) return [...files];
  const found = await Promise.all(
    asked.map(async ({ file, entry }) => {
      if (!entry?.isDirectory) return file ?? [];
      const within = await sourcesIn(entry as FileSystemDirectoryEntry);
      return within.length > 0 || !file ? within : file;
    }),
  );
  return found.flat();
}

async function sourcesIn(folder: FileSystemDirectoryEntry): Promise<Source[]> {
  const entries: FileSystemFileEntry[] = [];
  const listed = inTime('folder', longest, list(folder, entries));
  const incomplete = await listed.catch((error: unknown) => ({ name: folder.name, trouble: notRead(error) }));
  const sources = await Promise.all(
    entries
      .slice(0, most)
      .map((entry) =>
        inTime('file', longest, new Promise<File>((resolve, reject) => entry.file(resolve, reject))).catch(
          (error: unknown) => ({ name: entry.name, trouble: notRead(error) }),
        ),
      ),
  );
  if (incomplete) sources.push(incomplete);
  if (entries.length > most)
    sources.push({ name: folder.name, trouble: { code: 'folderCut', value: String(most) } });
  return sources;
}

/** Finds at most one file more than are taken. */
async function list(folder: FileSystemDirectoryEntry, found: FileSystemFileEntry[]): Promise<undefined> {
  const folders = [folder];
  for (let next = folders.shift(); next && found.length <= most; next = folders.shift())
    for await (const entry of entriesOf(next)) {
      if (entry.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
      else if (kinds.test(entry.name) && !entry.name.startsWith('.'))
        found.push(entry as FileSystemFileEntry);
    }
}

/** They come some at a time, and none at the end. */
async function* entriesOf(folder: FileSystemDirectoryEntry): AsyncGenerator<FileSystemEntry> {
  const reader = folder.createReader();
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    yield* some;
  }
}
