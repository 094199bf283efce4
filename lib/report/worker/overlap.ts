import type { Report } from '../../okr/model.ts';
import type { Overlap } from '../protocol.ts';

/** Below this share of the smaller file's OKRs the two speak of different things. */
const few = 0.2;
/** Above this share of the larger one's they are the same view, with no other filter. */
const most = 0.6;

/** How far two files are of the same OKRs, by how many they have in common. */
export function overlapOf(shared: number, one: number, other: number): Overlap {
  if (shared < few * Math.min(one, other)) return shared === 0 ? 'none' : 'few';
  return shared < most * Math.max(one, other) ? 'part' : 'same';
}

const idsOf = ({ okrs }: Report) => new Set(okrs.flatMap(({ id }) => id ?? []));

/** How many OKRs two reports share by their ids. */
export function sharedIds(one: Report, other: Report): number {
  const ids = idsOf(one);
  let shared = 0;
  for (const id of idsOf(other)) if (ids.has(id)) shared++;
  return shared;
}

/** Evidently two exports of one view: compared without being asked. Without ids nothing is evident. */
export function ofSameView(one: Report, other: Report): boolean {
  const shared = sharedIds(one, other);
  return shared > 0 && overlapOf(shared, one.okrs.length, other.okrs.length) === 'same';
}
