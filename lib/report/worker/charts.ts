import type { Okr } from '../../okr/model.ts';
import { paceOf } from '../../okr/statistics.ts';
import { progressOverTime } from '../../okr/timeline.ts';
import { type Charts, type Facet, facets, type Query } from '../protocol.ts';
import { groupsOf, noGroups } from './groups.ts';
import type { Held } from './held.ts';
import { matching, matchingBut } from './matching.ts';

/** Points of the line. */
const steps = 60;
/** Of the squares, per cent. */
const side = 5;

/** What matches, in groups and lines; each filtered facet as if it were not, so that others can be chosen beside. */
export function chartsOf(held: Held | undefined, query: Query): Charts {
  if (!held) return { groups: noGroups(), pace: [], timeline: [] };
  const okrs = matching(held, query);
  const groups: Charts['groups'] = { ...noGroups(), ...groupsOf(okrs, held.today) };
  for (const facet of facets)
    if (query.chosen[facet]?.length) {
      const others = groupsOf(matchingBut(held, query, facet), held.today);
      if (facet in others) groups[facet] = others[facet as keyof typeof others];
    }
  const paced = query.chosen.pace?.length ? matchingBut(held, query, 'pace') : okrs;
  return {
    groups: { ...groups, pace: paceGroups(held, paced) },
    pace: squares(held, okrs),
    timeline: progressOverTime(okrs, steps),
  };
}

const paces = ['onTrack', 'behind', 'atRisk'] as const;

function paceGroups({ today }: Held, okrs: readonly Okr[]): Charts['groups'][Facet] {
  const all = paceOf(okrs, today);
  return paces.map((value) => ({
    value,
    count: all.filter(({ expected }) => expected === value).length,
    byStatus: {},
  }));
}

function squares({ today }: Held, okrs: readonly Okr[]): Charts['pace'] {
  const found = new Map<string, Charts['pace'][number]>();
  for (const { timeGone, progress, expected } of paceOf(okrs, today)) {
    const [x, y] = [timeGone, progress].map((value) => Math.round(value / side) * side) as [number, number];
    const key = `${x} ${y} ${expected}`;
    const square = found.get(key) ?? { timeGone: x, progress: y, count: 0, expected };
    square.count++;
    found.set(key, square);
  }
  return [...found.values()];
}
