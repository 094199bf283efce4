import { defined, fieldsOf, isText } from '../data/data.ts';
import { type ExplorerView, keyOf, readExplorerView } from '../goals/explorer-view.ts';
import { loadViewNames, type ViewNames } from '../jobs/view-names.ts';
import { inTurn, writeItems } from '../jobs/write.ts';
import { type Rule, readRule } from '../schedule/rule.ts';
import { loadPolicy } from '../storage/storage.ts';
import { type Known, loadKnown, viewItems } from './known.ts';
import { idsOf, type View } from './view.ts';

/* Views that administrators hand out, with their schedules: the policy's `views`, beside the settings. */

interface PolicyView {
  view: ExplorerView;
  name?: string;
  rule?: Rule;
  oneFile?: true;
}

/** An entry of the policy; undefined for one that can't be used. Pure. */
function readEntry(entry: unknown): PolicyView | undefined {
  const { address, name, oneFile, ...when } = fieldsOf(entry);
  const view = isText(address) ? readExplorerView(address.trim()) : undefined;
  if (!view) return;
  const { day } = when;
  // Chromium's policies know no value of two types: a day is text there.
  const rule = readRule(isText(day) && /^\d+$/.test(day) ? { ...when, day: Number(day) } : when);
  // An unreadable schedule makes the entry invalid; it must not count as "no schedule".
  if (!rule && Object.keys(when).length > 0) return;
  return defined({
    view,
    name: (isText(name) && name.trim()) || undefined,
    rule,
    oneFile: (rule && oneFile === true) || undefined,
  });
}

/** The policy's list as far as it can be used, and the places (from 1) of what can't. Pure. */
export function readPolicyViews(value: unknown): { views: PolicyView[]; wrong: number[] } {
  const read = (Array.isArray(value) ? value : []).map(readEntry);
  const views = new Map(read.flatMap((entry) => (entry ? [[keyOf(entry.view), entry] as const] : [])));
  return { views: [...views.values()], wrong: read.flatMap((entry, at) => (entry ? [] : [at + 1])) };
}

/** What is to be written so that the list follows the policy; undefined where it does. Pure. */
export function policyItems(
  known: Known,
  wanted: PolicyView[],
  names: ViewNames,
  now: number,
): Record<string, unknown> | undefined {
  const stored = new Map(known.views.map((view) => [keyOf(view), view]));
  const listed = new Set(wanted.map(({ view }) => keyOf(view)));
  const all = wanted.map((entry) => followed(stored.get(keyOf(entry.view)), entry, now));
  const changed = all.filter((view) => JSON.stringify(view) !== JSON.stringify(stored.get(keyOf(view))));
  const gone = known.views.filter((view) => view.source === 'policy' && !listed.has(keyOf(view)));
  if (changed.length + gone.length === 0) return;
  const next = { ...names };
  for (const { name, view } of wanted) {
    const key = keyOf(view);
    // A name that the user gave stays.
    if (name && (names[key] === undefined || names[key] === stored.get(key)?.policyName)) next[key] = name;
  }
  // What the user scheduled goes on; what was exported stays in the list by itself.
  const kept = gone.flatMap(({ policyName: _, ...view }): View[] =>
    view.schedule && !view.schedule.byPolicy ? [{ ...view, source: 'pasted' }] : [],
  );
  return {
    ...viewItems(known, [...changed, ...kept], gone.map(keyOf)),
    names: next,
    installation: known.installation ?? crypto.randomUUID(),
  };
}

function followed(before: View | undefined, { view, name, rule, oneFile }: PolicyView, now: number): View {
  const old = before?.schedule;
  const own = old && !old.byPolicy ? old : undefined;
  const same = old?.byPolicy && JSON.stringify(old.rule) === JSON.stringify(rule);
  const { oneFile: _, ...past } = old ?? { since: now };
  const schedule =
    rule && defined({ ...(same ? past : { since: now, last: old?.last }), rule, byPolicy: true, oneFile });
  return defined({
    version: 1,
    ...idsOf(view),
    source: 'policy',
    addedAt: before?.addedAt ?? now,
    policyName: name,
    schedule: schedule ?? own,
  });
}

/** Has the list follow the policy, as it is now. */
export const followPolicy = (): Promise<void> =>
  inTurn(async () => {
    const [known, policy, names] = await Promise.all([loadKnown(), loadPolicy(), loadViewNames()]);
    // The policy is unknown right now: keep what the organization has set.
    if (policy === undefined) return;
    const { views } = readPolicyViews(fieldsOf(policy).views);
    const items = policyItems(known, views, names, Date.now());
    if (items) await writeItems(items);
  });
