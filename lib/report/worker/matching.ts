import { fitsTo, folded } from '../../okr/filter.ts';
import type { Okr } from '../../okr/model.ts';
import { paceOf } from '../../okr/statistics.ts';
import type { Chosen, Facet, Query } from '../protocol.ts';
import type { Held } from './held.ts';

type Asked = Pick<Query, 'search' | 'chosen' | 'preset'>;

/** Places of the OKRs that a query means, in the file's order; of those that are no longer there where it asks for them. */
export function matching(held: Held, { search, chosen, preset }: Asked): number[] {
  const found = searched(held, search);
  const fits = fitsTo(chosen);
  const may = candidates(held, chosen, preset);
  const places: number[] = [];
  for (let at = 0; at < held.okrs.length; at++) {
    const okr = held.okrs[at] as Okr;
    if ((!found || found[at] === 1) && may(okr, at) && fits(okr)) places.push(at);
  }
  return places;
}

const lastSearches = new WeakMap<Held, { wanted: string; found: Uint8Array }>();

/** Which OKRs a search finds, 1 at the place of each; kept, for filters and charts ask again, and the texts are most of a file. */
function searched(held: Held, search: string): Uint8Array | undefined {
  if (search.trim() === '') return undefined;
  const wanted = folded(search);
  const last = lastSearches.get(held);
  if (last?.wanted === wanted) return last.found;
  const fits = fitsTo({ search });
  // What is typed on is among what was found before.
  const before = last && wanted.includes(last.wanted) ? last.found : undefined;
  const found = new Uint8Array(held.okrs.length);
  for (let at = 0; at < found.length; at++)
    if (before?.[at] !== 0 && fits(held.okrs[at] as Okr)) found[at] = 1;
  lastSearches.set(held, { wanted, found });
  return found;
}

/** What a query means but for one facet: what else could be chosen there. */
export const matchingBut = (held: Held, query: Asked, facet: Facet): number[] =>
  matching(held, { ...query, chosen: { ...query.chosen, [facet]: [] } });

/** What presets, changes and pace leave, by sets that were worked out before. */
function candidates(held: Held, { change = [], pace = [] }: Chosen, preset: Query['preset']) {
  const { report, presets } = held;
  const wanted = preset && presets[preset];
  const atPace = pace.length > 0 ? placesAtPace(held, pace) : undefined;
  return (okr: Okr, at: number): boolean =>
    (change.length > 0 ? hasChanged(held, okr, at, change) : at < report.okrs.length) &&
    (!wanted || wanted[at] === 1) &&
    (!atPace || atPace[at] === 1);
}

function hasChanged({ report, added, changed }: Held, { key }: Okr, at: number, wanted: string[]): boolean {
  if (at >= report.okrs.length) return wanted.includes('gone');
  if (added.has(key)) return wanted.includes('added');
  const changes = changed.get(key)?.changes;
  if (!changes) return false;
  return wanted.includes('changed') || changes.some(({ kind }) => wanted.includes(kind));
}

function placesAtPace({ report, today }: Held, pace: string[]): Uint8Array {
  const found = new Uint8Array(report.okrs.length);
  for (const { place, expected } of paceOf(report.okrs, today)) if (pace.includes(expected)) found[place] = 1;
  return found;
}
