import { defined } from '../data/data.ts';
import { type ExplorerView, keyOf } from '../goals/explorer-view.ts';
import { inTurn, writeItems } from '../jobs/write.ts';
import { Refused } from '../problems/refused.ts';
import type { Rule } from '../schedule/rule.ts';
import { loadSettings } from '../storage/storage.ts';
import { loadKnown, viewItems } from './known.ts';
import { idsOf, type View, viewsAtMost } from './view.ts';

/* What the user changes in the list. Only the background calls this. */

/** Adds views that are not in the list yet, as long as there is room. */
export const addViews = (views: ExplorerView[], source: 'pasted' | 'service'): Promise<void> =>
  inTurn(async () => {
    const known = await loadKnown();
    const there = new Set(known.views.map(keyOf));
    const added = views
      .filter((view) => !there.has(keyOf(view)))
      .slice(0, Math.max(0, viewsAtMost - there.size))
      .map((view): View => ({ version: 1, ...idsOf(view), source, addedAt: Date.now() }));
    if (added.length > 0) await writeItems(viewItems(known, added));
  });

/** Takes a view off the list, with its schedule. What was exported of it stays in the history. */
export const removeView = (view: ExplorerView): Promise<void> =>
  inTurn(async () => writeItems(viewItems(await loadKnown(), [], [keyOf(view)])));

/**
 * Sets the schedule of views, or takes it away; those that the organization has set stay.
 * @throws Refused where the organization allows none
 */
export async function setSchedule(
  views: ExplorerView[],
  rule: Rule | undefined,
  oneFile = false,
): Promise<void> {
  if (rule && !(await loadSettings()).schedules) throw new Refused('schedules: not allowed');
  await inTurn(async () => {
    const known = await loadKnown();
    const now = Date.now();
    const stored = new Map(known.views.map((view) => [keyOf(view), view]));
    const changed = views.flatMap((view): View[] => {
      const before: View = stored.get(keyOf(view)) ?? {
        version: 1,
        ...idsOf(view),
        source: 'exported',
        addedAt: now,
      };
      if (before.schedule?.byPolicy) return [];
      const { schedule: old, ...rest } = before;
      // A new time counts for today, too, if it is still ahead.
      const last = old?.last && { ...old.last, date: '' };
      const schedule = rule && defined({ rule, since: now, last, oneFile: oneFile || undefined });
      return [defined({ ...rest, schedule })];
    });
    const installation = known.installation ?? crypto.randomUUID();
    await writeItems({ ...viewItems(known, changed), installation });
  });
}
