import { browser } from 'wxt/browser';
import { type Copy, dropCopies, listCopies, loadCopy, onCopiesChanged } from '../../lib/copies/copies.ts';
import { unpack } from '../../lib/copies/pack.ts';
import { type ExplorerView, sameView } from '../../lib/goals/explorer-view.ts';
import { loadJob } from '../../lib/jobs/load.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { Source } from '../../lib/report/protocol.ts';
import { loadSettings } from '../../lib/storage/storage.ts';

/** The page's address, with the export that it shows and the one that it is compared with. */
export function addressOf(exportId: string | undefined, other: string | undefined): string {
  const asked = new URLSearchParams({
    ...(exportId && { export: exportId }),
    ...(exportId && other && { compare: other }),
  });
  return `${location.pathname}${asked.size > 0 ? `?${asked}` : ''}`;
}

/** A copy is written after its file is saved: so long after that (ms) it may still come. */
const comesWithin = 10_000;

/** A copy's content, as a file that was opened. @throws where it is damaged, or the browser gives nothing out */
export async function sourceOf(id: string): Promise<Source | undefined> {
  const found = (await loadCopy(id)) ?? (await comingCopy(id));
  if (!found) return undefined;
  const { copy, content } = found;
  const { fileName, takenAt, name: view } = copy;
  return { name: fileName, bytes: await unpack(content), takenAt, exportId: id, view };
}

/** The copy of an export that has only just ended, once it is there; undefined where none comes. */
async function comingCopy(id: string): ReturnType<typeof loadCopy> {
  const [job, { keepCopies }] = await Promise.all([loadJob(id), loadSettings()]);
  const left = (job?.updatedAt ?? 0) + comesWithin - Date.now();
  if (job?.phase !== 'done' || keepCopies === 0 || left <= 0) return undefined;
  return new Promise((resolve, reject) => {
    const end = (copy?: Awaited<ReturnType<typeof loadCopy>>) => {
      clearTimeout(timer);
      stop();
      browser.storage.local.onChanged.removeListener(look);
      resolve(copy);
    };
    const look = () => void seek().catch(reject);
    const seek = async () => {
      const copy = await loadCopy(id);
      if (copy || (await whyNot(id))) end(copy);
    };
    const timer = setTimeout(end, Math.min(left, comesWithin));
    const stop = onCopiesChanged(look);
    browser.storage.local.onChanged.addListener(look);
    look();
  });
}

/** Why there is no copy of an export, as far as that is known. */
export const whyNot = async (id: string): Promise<string | undefined> => (await loadJob(id))?.noCopy;

/** All copies of exports that the history still has; others were left behind, and go. Without a store there are none. */
export async function loadKept(): Promise<Copy[]> {
  try {
    const copies = await listCopies();
    const keys = copies.map(({ id }) => `job:${id}`);
    const jobs = await browser.storage.local.get(keys);
    const isLeft = ({ id }: Copy) => jobs[`job:${id}`] === undefined;
    if (copies.some(isLeft)) await dropCopies(isLeft);
    return copies.filter((copy) => !isLeft(copy));
  } catch {
    return [];
  }
}

/**
 * Other exports of the same view, the next earlier one first, later ones after all earlier ones.
 * @param id of the copy that is shown; a file of the user's own is none
 * @param takenAt when that is from, where it is no copy (epoch ms)
 */
export function othersOf(
  copies: readonly Copy[],
  view: ExplorerView,
  id: string | undefined,
  takenAt = copies.find((copy) => copy.id === id)?.takenAt,
): Copy[] {
  const same = copies.filter((copy) => copy.id !== id && sameView(copy.view, view));
  const until = takenAt === undefined || Number.isNaN(takenAt) ? Number.POSITIVE_INFINITY : takenAt;
  const isEarlier = (copy: Copy) => copy.takenAt <= until;
  return [...same.filter(isEarlier), ...same.filter((copy) => !isEarlier(copy))];
}

/** Looked into, to find out whose file it is that was opened by hand. */
const mostLooked = 20;

/** The view whose newest copy has most OKRs in common with the file that is open, by their ids. */
export async function viewWith(copies: readonly Copy[], ask: Ask): Promise<ExplorerView | undefined> {
  const newest = copies.filter(
    (copy, at) => !copies.slice(0, at).some(({ view }) => sameView(view, copy.view)),
  );
  let best: { view: ExplorerView; count: number } | undefined;
  for (const { id, view } of newest.slice(0, mostLooked)) {
    const source = await sourceOf(id);
    const count = source ? await ask('inCommon', { source }) : 0;
    if (count > (best?.count ?? 0)) best = { view, count };
  }
  return best?.view;
}
