import type { Job } from '../lib/jobs/job.ts';
import { companyView } from '../tests/e2e/world.ts';
import { fileUrl } from '../tests/emulator/files-host.ts';
import type { Emulator } from '../tests/emulator/index.ts';

export const MB = 1_000_000;

/** A browser in which somebody is signed in. */
export interface Exporter {
  emulator: Emulator;
  /** Opens an Explorer page; the answer presses its button. */
  openExplorer(): Promise<() => Promise<void>>;
  /** Runs a function in a page of the extension. */
  evaluate<A extends unknown[], R>(code: (...args: A) => R | Promise<R>, ...args: A): Promise<R>;
  job(what: string, is: (job: Job) => boolean, patience?: number): Promise<Job>;
  freshExports(): Promise<void>;
  clearDownloads(): Promise<void>;
}

export interface Transfer {
  bytes: number;
  bytesPerSecond: number | undefined;
}

/** When the content was asked for, sent, its download begun and complete: ms since the answer that said `succeeded`. */
export async function exported(world: Exporter, transfer: Transfer): Promise<number[]> {
  const press = await readyToExport(world, transfer);
  const done = await nextFile(world);
  await press();
  const { began, complete } = await done(transfer.bytes);
  const { requests } = world.emulator;
  const at = requests.findLastIndex(({ path }) => path.endsWith('/content'));
  const content = requests[at];
  const said = requests.slice(0, at).findLast(({ method, path }) => method === 'GET' && /j!/.test(path));
  await world.job('is done', ({ phase }) => phase === 'done', 60_000);
  await world.clearDownloads();
  const since = (time = Number.NaN) => time - (said?.answeredAt ?? Number.NaN);
  return [content?.at, content?.answeredAt, began, complete].map(since);
}

/** ms from the call to the complete file. */
export async function downloaded(world: Exporter, transfer: Transfer): Promise<number> {
  await world.freshExports();
  const url = ownFile(world, transfer);
  const done = await nextFile(world);
  const called = await world.evaluate((address: string) => {
    const now = Date.now();
    void chrome.downloads.download({ url: address });
    return now;
  }, url);
  const { complete } = await done(transfer.bytes);
  await world.clearDownloads();
  return complete - called;
}

/** Where the same bytes can be had without asking anybody. */
export function ownFile({ emulator }: Exporter, { bytes, bytesPerSecond }: Transfer): string {
  Object.assign(emulator.graph, { contentBytes: bytes, bytesPerSecond });
  return fileUrl(emulator.graph.addJob({ oid: emulator.users.alice.oid, ...companyView }).key);
}

/** An Explorer page whose export ends with so many bytes; presses the button. */
export async function readyToExport(
  world: Exporter,
  { bytes, bytesPerSecond }: Transfer,
): Promise<() => Promise<void>> {
  await world.freshExports();
  const { graph } = world.emulator;
  Object.assign(graph, { contentBytes: bytes, bytesPerSecond, timing: { notStartedMs: 0, runningMs: 0 } });
  return world.openExplorer();
}

/** When the browser began a file and when it was complete, epoch ms. */
interface Saved {
  began: number;
  complete: number;
  bytes: number;
}

/** Waits for the next file to be complete. */
export async function nextFile({ evaluate }: Exporter): Promise<(bytes: number) => Promise<Saved>> {
  await evaluate(() => {
    const next = new Promise<Saved>((resolve, reject) => {
      chrome.downloads.onChanged.addListener(function look({ id, state }) {
        if (!state) return;
        const heard = Date.now();
        chrome.downloads.onChanged.removeListener(look);
        chrome.downloads.search({ id }).then(([item]) => {
          if (item?.state !== 'complete') return reject(new Error(`${item?.state}: ${item?.error}`));
          const { startTime, endTime, fileSize } = item;
          // Firefox keeps no time of the end.
          const complete = endTime ? Date.parse(endTime) : heard;
          resolve({ began: Date.parse(startTime), complete, bytes: fileSize });
        });
      });
    });
    Object.assign(globalThis, { next });
  });
  return async (bytes) => {
    const file = await evaluate(() => (globalThis as unknown as { next: Promise<Saved> }).next);
    if (file.bytes !== bytes) throw new Error(`${file.bytes} bytes instead of ${bytes}`);
    return file;
  };
}
