import { spaced } from './changes.ts';
import type { Field, Okr } from './model.ts';

interface Pair {
  before: Okr;
  after: Okr;
  byTitle?: true;
}

export interface Pairs {
  pairs: Pair[];
  /** In the order of their files. */
  added: Okr[];
  gone: Okr[];
  /** Those of `after` that could have been one of several. */
  ambiguous: number;
}

/**
 * The same OKR in two exports: the same id. Where one of the files has none, title, period and owners together; a new
 * period's clones have new ids and are found by title, if that is wanted.
 * @param knows whether both files have that column: what one of them lacks tells nobody apart
 */
export function pairs(
  before: readonly Okr[],
  after: readonly Okr[],
  clonesByTitle: boolean,
  knows: (field: Field) => boolean = () => true,
): Pairs {
  const found = new Map<Okr, Pair>();
  const taken = new Set<Okr>();
  const take = (one: Okr, other: Okr, byTitle: boolean) => {
    taken.add(one);
    found.set(other, byTitle ? { before: one, after: other, byTitle } : { before: one, after: other });
  };
  // Keys are ids, made unique where a file has one twice.
  const byKey = new Map(before.flatMap((okr) => (okr.id ? [[okr.key, okr] as const] : [])));
  for (const okr of after) {
    const one = okr.id ? byKey.get(okr.key) : undefined;
    if (one) take(one, okr, false);
  }
  const left = () => ({
    before: before.filter((okr) => !taken.has(okr)),
    after: after.filter((okr) => !found.has(okr)),
  });
  const periodOf = ({ period }: Okr) => (knows('period') ? period : '');
  const ownersOf = (okr: Okr) => (knows('owner') ? namesOf(okr) : '');
  const titleOf = ({ title }: Okr) => spaced(title);
  let ambiguous = byTitle(left(), (okr) => [titleOf(okr), periodOf(okr), ownersOf(okr)], lacksId, take);
  if (clonesByTitle) {
    const all = () => true;
    byTitle(left(), (okr) => [titleOf(okr), ownersOf(okr)], all, take);
    ambiguous = byTitle(left(), (okr) => [titleOf(okr)], all, take);
  }
  return {
    pairs: after.flatMap((okr) => found.get(okr) ?? []),
    added: after.filter((okr) => !found.has(okr)),
    gone: before.filter((okr) => !taken.has(okr)),
    ambiguous,
  };
}

const lacksId = (one: Okr, other: Okr): boolean => !one.id || !other.id;

const namesOf = ({ owners }: Okr): string =>
  owners
    .map(({ name }) => spaced(name))
    .sort()
    .join('\n');

/** @returns how many could have been one of several */
function byTitle(
  left: { before: Okr[]; after: Okr[] },
  partsOf: (okr: Okr) => (string | undefined)[],
  may: (one: Okr, other: Okr) => boolean,
  take: (one: Okr, other: Okr, byTitle: boolean) => void,
): number {
  const grouped = (okrs: Okr[]) => {
    const groups = new Map<string, Okr[]>();
    for (const okr of okrs) {
      if (!okr.title) continue;
      const key = JSON.stringify(partsOf(okr));
      if (!groups.get(key)?.push(okr)) groups.set(key, [okr]);
    }
    return groups;
  };
  const earlier = grouped(left.before);
  let ambiguous = 0;
  for (const [key, others] of grouped(left.after)) {
    const ones = earlier.get(key) ?? [];
    const [one, other] = [ones[0], others[0]] as [Okr | undefined, Okr];
    if (!one || !may(one, other)) continue;
    if (ones.length === 1 && others.length === 1) take(one, other, true);
    else ambiguous += others.length;
  }
  return ambiguous;
}
