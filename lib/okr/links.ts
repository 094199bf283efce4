import type { Okr, Parent } from './model.ts';
import { skeletonOf } from './tree.ts';
import type { Troubles } from './troubles.ts';

/** Gives every OKR a key of its own, and every parent that is there the key of its record. */
export function linkParents(okrs: readonly Okr[], troubles: Troubles, column?: string): void {
  const byId = new Map<string, Okr>();
  /** How often an id has come so far, from the second time on. */
  const times = new Map<string, number>();
  for (const okr of okrs) {
    const { id, row } = okr;
    if (!id) {
      okr.key = `row-${row}`;
      continue;
    }
    okr.key = id;
    if (!byId.has(id)) {
      byId.set(id, okr);
      continue;
    }
    const time = (times.get(id) ?? 1) + 1;
    times.set(id, time);
    okr.key = `${id}~${time}`;
    troubles.add('idTwice', { row, value: id });
  }
  const byTitle = okrs.some(({ id, parents }) => !id || parents.some((parent) => !parent.id));
  const titled = titlesBefore();
  for (const okr of okrs) {
    for (const parent of okr.parents) {
      const found = (parent.id && byId.get(parent.id)) || titled.find(parent);
      if (found && found !== okr) parent.key = found.key;
      else if (found) troubles.add('circle', { row: okr.row, value: okr.title, ...(column && { column }) });
      else
        troubles.add('parentMissing', {
          row: okr.row,
          value: parent.title || (parent.id ?? ''),
          ...(column && { column }),
        });
    }
    if (byTitle) titled.pass(okr);
  }
}

/** Tells of each circle where the tree is cut. */
export function tellCircles(okrs: readonly Okr[], troubles: Troubles): void {
  const { above } = skeletonOf(okrs);
  for (const [at, okr] of okrs.entries())
    if ((above[at] as number) < 0 && okr.parents.some(({ key }) => key !== undefined))
      troubles.add('circle', { row: okr.row, value: okr.title });
}

/** Those without ids, or named without: children stand after their parent, so it is the nearest one before of that title. */
function titlesBefore() {
  const nearest = new Map<string, Okr>();
  return {
    find: ({ id, title }: Parent) => {
      const found = nearest.get(title.trim());
      return id && found?.id ? undefined : found;
    },
    pass: (okr: Okr) => void nearest.set(okr.title, okr),
  };
}
