import type { Breath } from '../../okr/breath.ts';
import type { Okr } from '../../okr/model.ts';
import { type Pace, paceOf } from '../../okr/statistics.ts';
import { meanOverTime } from '../../okr/timeline.ts';
import { type Charts, type Facet, facets, type Query } from '../protocol.ts';
import { groupsOf, noGroups } from './groups.ts';
import type { Held } from './held.ts';
import { matching, matchingBut } from './matching.ts';

/** Points of the line. */
const steps = 60;

/** What matches, in groups and lines; each filtered facet as if it were not, so that others can be chosen beside. */
export async function chartsOf(held: Held | undefined, query: Query, breath: Breath): Promise<Charts> {
  if (!held) return { groups: noGroups(), timeline: [] };
  const okrsAt = (some: number[]) => some.map((place) => held.okrs[place] as Okr);
  const places = matching(held, query);
  const okrs = okrsAt(places);
  const groups: Charts['groups'] = { ...noGroups(), ...groupsOf(okrs) };
  for (const facet of facets)
    if (query.chosen[facet]?.length) {
      await breath(0);
      const others = groupsOf(okrsAt(matchingBut(held, query, facet)));
      if (facet in others) groups[facet] = others[facet as keyof typeof others];
    }
  const paced = query.chosen.pace?.length
    ? paceOf(okrsAt(matchingBut(held, query, 'pace')), held.today)
    : paceOf(okrs, held.today);
  const wanted = new Uint8Array(held.okrs.length);
  for (const place of places) wanted[place] = 1;
  return {
    groups: { ...groups, pace: paceGroups(paced) },
    timeline: meanOverTime(await held.ready.finish(breath), steps, wanted),
  };
}

const paces = ['onTrack', 'behind', 'atRisk'] as const;

function paceGroups(all: readonly Pace[]): Charts['groups'][Facet] {
  return paces.map((value) => ({
    value,
    count: all.filter(({ expected }) => expected === value).length,
    byStatus: {},
  }));
}
