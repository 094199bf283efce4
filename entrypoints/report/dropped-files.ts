import { inTime } from '../../lib/browser/in-time.ts';

/** What is taken out of a folder: the kinds of files that can be read. */
const kinds = /\.(?:csv|tsv|txt|xlsx|json|zip|gz)$/i;
/** No organization's archive has more. */
const most = 200;
/** A folder may lie on a drive that no longer answers (ms). */
const longest = 30_000;

/** The files that were dropped, those in folders too. A folder without any stands for itself: that it can't be read is told. */
export async function droppedFiles({ items, files }: DataTransfer): Promise<File[]> {
  // Only as long as the event lasts can the items be asked.
  const asked = [...items].map((item) => ({ file: item.getAsFile(), entry: item.webkitGetAsEntry?.() }));
  if (!asked.some(({ entry }) => entry?.isDirectory)) return [...files];
  const found = await Promise.all(
    asked.map(async ({ file, entry }) => {
      const within = entry?.isDirectory
        ? await inTime('folder', longest, filesIn(entry as FileSystemDirectoryEntry)).catch(() => [])
        : [];
      return within.length > 0 || !file ? within : [file];
    }),
  );
  return found.flat();
}

async function filesIn(folder: FileSystemDirectoryEntry): Promise<File[]> {
  const found: File[] = [];
  const folders = [folder];
  for (let next = folders.shift(); next && found.length < most; next = folders.shift())
    for (const entry of await entriesOf(next)) {
      if (entry.isDirectory) folders.push(entry as FileSystemDirectoryEntry);
      else if (kinds.test(entry.name) && !entry.name.startsWith('.'))
        found.push(
          await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)),
        );
    }
  return found.slice(0, most);
}

/** They come some at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return all;
    all.push(...some);
  }
}
