import { type ExplorerView, isExplorerView } from '../goals/explorer-view.ts';
import type { Past } from '../schedule/due.ts';
import { type Rule, readRule } from '../schedule/rule.ts';

/** So many views are enough for everybody; more is a slip of the clipboard. */
export const viewsAtMost = 500;

/** How a view came to be known. */
export type Source = 'exported' | 'pasted' | 'service' | 'policy';
const sources: Record<Source, true> = { exported: true, pasted: true, service: true, policy: true };

/** When a view is exported by itself, and what became of the last time. */
export interface Schedule extends Past {
  rule: Rule;
  /** The last time was let go: an export of the view was still waiting. */
  skipped?: true;
  /** Its export is to have a sheet in one Excel file, with those of the others at that time. */
  oneFile?: true;
  /** The organization set it. */
  byPolicy?: true;
  /** So many times before the last one had been missed; it was done once for all of them. */
  missed?: number;
}

/** A view that this browser knows, as stored in `views` under its key. Whoever changes the shape raises `version`. */
export interface View extends ExplorerView {
  version: 1;
  source: Source;
  /** Epoch ms. */
  addedAt: number;
  /** What the organization calls it. */
  policyName?: string;
  schedule?: Schedule;
}

export const idsOf = ({ goalsOrganizationId, explorerViewId }: ExplorerView): ExplorerView => ({
  goalsOrganizationId,
  explorerViewId,
});

const isTime = (value: unknown): value is number => typeof value === 'number' && Number.isFinite(value);

function readSchedule(value: unknown): Schedule | undefined {
  if (typeof value !== 'object' || value === null) return;
  const { rule, since, last, skipped, missed, byPolicy, oneFile } = value as Record<string, unknown>;
  const known = readRule(rule);
  if (!known || !isTime(since)) return;
  const { at, date } = (last ?? {}) as Record<string, unknown>;
  return {
    rule: known,
    since,
    ...(isTime(at) && typeof date === 'string' ? { last: { at, date } } : {}),
    ...(skipped === true ? { skipped } : {}),
    ...(isTime(missed) ? { missed } : {}),
    ...(byPolicy === true ? { byPolicy } : {}),
    ...(oneFile === true ? { oneFile } : {}),
  };
}

/** A view out of what is stored; undefined for one that is damaged, or a newer version's: it is left as it is. */
export function readView(value: unknown): View | undefined {
  if (typeof value !== 'object' || value === null) return;
  const { version, source, addedAt, policyName, schedule, ...ids } = value as Record<string, unknown>;
  if (version !== 1 || !isExplorerView(ids) || !isTime(addedAt)) return;
  if (typeof source !== 'string' || !Object.hasOwn(sources, source)) return;
  const known = readSchedule(schedule);
  // Without its schedule it would go unexported, and nobody would know.
  if (schedule !== undefined && !known) return;
  const view = idsOf(ids as unknown as ExplorerView);
  return {
    version,
    ...view,
    source: source as Source,
    addedAt,
    ...(typeof policyName === 'string' ? { policyName } : {}),
    ...(known ? { schedule: known } : {}),
  };
}
