import { browser } from 'wxt/browser';
import { type Copy, dropCopies, listCopies, loadCopy } from '../../lib/copies/copies.ts';
import { unpack } from '../../lib/copies/pack.ts';
import { type ExplorerView, sameView } from '../../lib/explorer-view.ts';
import { loadCopyProblem } from '../../lib/storage.ts';
import type { Source } from './protocol.ts';

/** The export that the page was opened for. */
export const exportIn = (search: string): string | undefined =>
  new URLSearchParams(search).get('export') ?? undefined;

/** A copy's content, as a file that was opened. @throws where it is damaged, or the browser gives nothing out */
export async function sourceOf(id: string): Promise<Source | undefined> {
  const found = await loadCopy(id);
  if (!found) return undefined;
  const { copy, content } = found;
  return { name: copy.fileName, bytes: await unpack(content), takenAt: copy.takenAt };
}

/** Why there is no copy of an export, as far as that is known. */
export async function whyNot(id: string): Promise<string | undefined> {
  const problem = await loadCopyProblem();
  return problem?.id === id ? problem.reason : undefined;
}

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

/** Other exports of the same view, the next earlier one first, later ones after all earlier ones. */
export function othersOf(copies: readonly Copy[], view: ExplorerView, id: string): Copy[] {
  const own = copies.find((copy) => copy.id === id);
  const same = copies.filter((copy) => copy.id !== id && sameView(copy.view, view));
  const isEarlier = ({ takenAt }: Copy) => takenAt <= (own?.takenAt ?? Number.POSITIVE_INFINITY);
  return [...same.filter(isEarlier), ...same.filter((copy) => !isEarlier(copy))];
}
