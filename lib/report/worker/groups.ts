import type { Okr } from '../../okr/model.ts';
import { type Group as Counted, type Groups, groupsIn } from '../../okr/statistics.ts';
import { type Facet, facets, type Group } from '../protocol.ts';

/** More values of a facet are not sent: nobody would read them, and they are found by the search. */
const most = 500;

export const noGroups = (): Record<Facet, Group[]> =>
  Object.fromEntries(facets.map((facet) => [facet, []])) as unknown as Record<Facet, Group[]>;

/** OKRs in groups, the largest first. @param groups those of the OKRs, where they are known */
export function groupsOf(okrs: readonly Okr[], groups: Groups = groupsIn(okrs)) {
  const { statuses, kinds, teams, owners, periods } = groups;
  return {
    status: statuses.map(plain),
    kind: kinds.map(plain),
    team: plainAll(teams),
    owner: plainAll(owners),
    period: plainAll(periods),
    tag: tagsOf(okrs),
  } satisfies Partial<Record<Facet, Group[]>>;
}

const plainAll = (groups: Counted[]): Group[] =>
  groups
    .map(plain)
    .sort((a, b) => b.count - a.count)
    .slice(0, most);

const plain = ({ name, count, progress, statuses }: Counted): Group => ({
  value: name,
  count,
  byStatus: Object.fromEntries(statuses),
  progress,
});

function tagsOf(okrs: readonly Okr[]): Group[] {
  const counts = new Map<string, number>();
  for (const { tags } of okrs) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts]
    .sort(([, a], [, b]) => b - a)
    .slice(0, most)
    .map(([value, count]) => ({ value, count, byStatus: {} }));
}
