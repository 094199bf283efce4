import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { inTime } from '../browser/in-time.ts';
import { type ExplorerView, sameView } from '../goals/explorer-view.ts';

/*
 * Copies of what was exported, inside the browser (IndexedDB), so that it can be opened and compared. What is told of a copy
 * stands apart from its content: lists need not read that.
 */

/** What is told of a copy. */
export interface Copy {
  /** Of the export. */
  id: string;
  view: ExplorerView;
  /** The view's. */
  name: string;
  fileName: string;
  /** When it was exported, epoch ms. */
  takenAt: number;
  /** That it takes up. */
  bytes: number;
}

interface Schema extends DBSchema {
  copies: { key: string; value: Copy };
  /** Compressed (gzip), by the export's id. */
  contents: { key: string; value: Uint8Array<ArrayBuffer> };
}

/** All copies together, compressed; the oldest go first. */
const mostBytes = 200 * 2 ** 20;
/** A disk that doesn't answer is taken for one that refuses (ms). */
const timeout = 20_000;

let opening: Promise<IDBPDatabase<Schema>> | undefined;

/** @throws where a browser keeps nothing, and where the disk is full */
function database(): Promise<IDBPDatabase<Schema>> {
  opening ??= openDB<Schema>('copies', 1, {
    upgrade(db) {
      db.createObjectStore('copies', { keyPath: 'id' });
      db.createObjectStore('contents');
    },
    // Another page wants to change or remove it: it must not wait for us.
    blocking: () => close(),
    terminated: () => close(),
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

function close(): void {
  void opening?.then((db) => db.close()).catch(() => undefined);
  opening = undefined;
}

/** Where a call failed, the next one opens the database anew: an opening that never ends would hold up all of them. */
async function ended<T>(call: (db: IDBPDatabase<Schema>) => Promise<T>): Promise<T> {
  try {
    return await inTime('copies', timeout, database().then(call));
  } catch (error) {
    close();
    throw error;
  }
}

const channelName = 'copies';

/** Changes what is kept, all or nothing; whoever listens is told. @param choose what goes, and what comes */
async function change(
  choose: (all: Copy[]) => { dropped: Copy[]; added?: { copy: Copy; content: Uint8Array<ArrayBuffer> } },
): Promise<void> {
  await ended(async (db) => {
    const transaction = db.transaction(['copies', 'contents'], 'readwrite');
    const copies = transaction.objectStore('copies');
    const contents = transaction.objectStore('contents');
    const { dropped, added } = choose(await copies.getAll());
    await Promise.all([
      ...dropped.flatMap(({ id }) => [copies.delete(id), contents.delete(id)]),
      ...(added ? [copies.put(added.copy), contents.put(added.content, added.copy.id)] : []),
      transaction.done,
    ]);
  });
  const channel = new BroadcastChannel(channelName);
  channel.postMessage('');
  channel.close();
}

/** Calls back when copies were kept or removed, by whatever page. @returns what ends it */
export function onCopiesChanged(listener: () => void): () => void {
  const channel = new BroadcastChannel(channelName);
  channel.onmessage = listener;
  return () => channel.close();
}

/** All that is kept, newest first. */
export const listCopies = (): Promise<Copy[]> =>
  ended(async (db) => (await db.getAll('copies')).sort((a, b) => b.takenAt - a.takenAt));

export const loadCopy = (id: string): Promise<{ copy: Copy; content: Uint8Array<ArrayBuffer> } | undefined> =>
  ended(async (db) => {
    const transaction = db.transaction(['copies', 'contents']);
    const [copy, content] = await Promise.all([
      transaction.objectStore('copies').get(id),
      transaction.objectStore('contents').get(id),
    ]);
    return copy && content && { copy, content };
  });

/** Keeps a copy, whole or not at all, and drops what is too much by then. */
export const addCopy = (copy: Copy, content: Uint8Array<ArrayBuffer>, keep: number): Promise<void> =>
  change((all) => {
    const dropped = tooMany([...all.filter(({ id }) => id !== copy.id), copy], keep, mostBytes);
    return dropped.includes(copy) ? { dropped } : { dropped, added: { copy, content } };
  });

/** Removes those that `isWaste` picks. */
export const dropCopies = (isWaste: (copy: Copy, all: Copy[]) => boolean): Promise<void> =>
  change((all) => ({ dropped: all.filter((copy) => isWaste(copy, all)) }));

export const dropAllCopies = (): Promise<void> => dropCopies(() => true);

/** The setting became less, or an administrator said so. */
export const keepFewer = (keep: number): Promise<void> =>
  dropCopies((copy, all) => tooMany(all, keep, mostBytes).includes(copy));

/**
 * What has to go: of each view all but the newest so many, then the oldest until all fit. Pure.
 * @param keep of each view, 0 for none
 */
export function tooMany(copies: readonly Copy[], keep: number, most: number): Copy[] {
  const newest = [...copies].sort((a, b) => b.takenAt - a.takenAt);
  let bytes = 0;
  return newest.filter((copy, at) => {
    const newer = newest.slice(0, at).filter(({ view }) => sameView(view, copy.view)).length;
    if (newer >= keep) return true;
    bytes += copy.bytes;
    return bytes > most;
  });
}
