import { defined, fieldsOf, isNumber, isText } from '../data/data.ts';
import { type ExplorerView, isExplorerView } from '../goals/explorer-view.ts';
import type { Past } from '../schedule/due.ts';
import { type Rule, readRule } from '../schedule/rule.ts';

/** The most views that a list holds; a longer paste is a mistake. */
export const viewsAtMost = 500;

/** How a view came to be known. */
export type Source = 'exported' | 'pasted' | 'service' | 'policy';
const sources: Record<Source, true> = { exported: true, pasted: true, service: true, policy: true };
const isSource = (value: unknown): value is Source => isText(value) && Object.hasOwn(sources, value);

/** When a view is exported by itself, and what became of the last time. */
export interface Schedule extends Past {
  rule: Rule;
  /** The last time was skipped, because an export of the view was still waiting. */
  skipped?: true;
  /** Its export is to have a sheet in one Excel file, with those of the others at that time. */
  oneFile?: true;
  /** The organization set it. */
  byPolicy?: true;
  /** How many times before the last one were missed; one export made up for all of them. */
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

const isSet = (value: unknown): true | undefined => value === true || undefined;

function readSchedule(value: unknown): Schedule | undefined {
  const { since, last, missed, ...others } = fieldsOf(value);
  const rule = readRule(others.rule);
  if (!rule || !isNumber(since)) return;
  const { at, date } = fieldsOf(last);
  return defined({
    rule,
    since,
    last: isNumber(at) && isText(date) ? { at, date } : undefined,
    skipped: isSet(others.skipped),
    missed: isNumber(missed) ? missed : undefined,
    byPolicy: isSet(others.byPolicy),
    oneFile: isSet(others.oneFile),
  });
}

/** A view out of what is stored; undefined for one that is damaged, or a newer version's: it is left as it is. */
export function readView(value: unknown): View | undefined {
  const { version, source, addedAt, policyName, ...others } = fieldsOf(value);
  if (version !== 1 || !isExplorerView(others) || !isNumber(addedAt) || !isSource(source)) return;
  const schedule = readSchedule(others.schedule);
  // Without its schedule the view would silently never be exported.
  if (others.schedule !== undefined && !schedule) return;
  const name = isText(policyName) ? policyName : undefined;
  return defined({ version, ...idsOf(others), source, addedAt, policyName: name, schedule });
}
