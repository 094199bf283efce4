import { plainOkr } from '../../okr/table-okr.ts';
import { linesOf } from '../../okr/timeline.ts';
import type { Detail } from '../protocol.ts';
import type { Held } from './held.ts';
import { isGone } from './rows.ts';

/** Below it, told one by one; more are a matter of the tree. */
const mostChildren = 200;

/** All that is known of one OKR. */
export function detailOf(held: Held, at: number): Detail | undefined {
  const { okrs, places, report, changed } = held;
  const okr = okrs[at];
  if (!okr) return undefined;
  return {
    at,
    okr: plainOkr(okr),
    parents: okr.parents.map(({ key, title, weight }) => {
      const place = key === undefined ? undefined : places.get(key);
      return { at: place, title: (place !== undefined && okrs[place]?.title) || title, weight };
    }),
    children: childrenOf(held, at).map((child) => ({
      at: child,
      title: okrs[child]?.title ?? '',
      status: okrs[child]?.status?.word ?? '',
      progress: okrs[child]?.progress,
    })),
    lines: linesOf(okr),
    changes: (isGone(held, at) ? undefined : changed.get(okr.key)?.changes) ?? [],
    others: report.columns.flatMap(({ name, field }, column) => {
      const value = okr.cells[column] ?? '';
      return field === undefined && value !== '' ? [{ name, value }] : [];
    }),
  };
}

function childrenOf({ above }: Held, at: number): number[] {
  const children: number[] = [];
  for (let place = 0; place < above.length && children.length < mostChildren; place++)
    if (above[place] === at) children.push(place);
  return children;
}
