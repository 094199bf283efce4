import { filterOkrs } from '../../okr/filter.ts';
import type { Okr } from '../../okr/model.ts';
import { paceOf } from '../../okr/statistics.ts';
import type { Chosen, Facet, Query } from '../protocol.ts';
import type { Held } from './held.ts';

type Asked = Pick<Query, 'search' | 'chosen' | 'preset'>;

/** The OKRs that a query means, in the file's order; those that are no longer there where it asks for them. */
export function matching(held: Held, { search, chosen, preset }: Asked): Okr[] {
  const { status, team, owner, period, kind, tag } = chosen;
  const words = search.trim();
  return filterOkrs(
    candidates(held, chosen, preset),
    {
      ...(words && { search: words }),
      ...(status?.length && { statuses: status }),
      ...(team?.length && { teams: team }),
      ...(owner?.length && { owners: owner }),
      ...(period?.length && { periods: period }),
      ...(kind?.length && { kinds: kind }),
      ...(tag?.length && { tags: tag }),
    },
    held.today,
  );
}

/** What a query means but for one facet: what else could be chosen there. */
export const matchingBut = (held: Held, query: Asked, facet: Facet): Okr[] =>
  matching(held, { ...query, chosen: { ...query.chosen, [facet]: [] } });

/** What presets, changes and pace leave: sets that are known by now. */
function candidates(held: Held, { change = [], pace = [] }: Chosen, preset: Query['preset']): Okr[] {
  const { report, okrs, presets } = held;
  const wanted = preset && presets[preset];
  const atPace = pace.length > 0 ? new Set(paceKeys(held, pace)) : undefined;
  let some = change.length > 0 ? okrs.filter((okr, at) => hasChanged(held, okr, at, change)) : report.okrs;
  if (wanted) some = some.filter(({ key }) => wanted.has(key));
  if (atPace) some = some.filter(({ key }) => atPace.has(key));
  return some;
}

function hasChanged({ report, added, changed }: Held, { key }: Okr, at: number, wanted: string[]): boolean {
  if (at >= report.okrs.length) return wanted.includes('gone');
  if (added.has(key)) return wanted.includes('added');
  const changes = changed.get(key)?.changes;
  if (!changes) return false;
  return wanted.includes('changed') || changes.some(({ kind }) => wanted.includes(kind));
}

const paceKeys = ({ report, today }: Held, pace: string[]): string[] =>
  paceOf(report.okrs, today).flatMap(({ key, expected }) => (pace.includes(expected) ? [key] : []));
