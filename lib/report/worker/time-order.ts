import type { Report } from '../../okr/model.ts';
import { dayOf } from '../../okr/taken-at.ts';
import type { OrderFrom } from '../protocol.ts';
import { newestCheckIn } from './as-of.ts';

/** What tells how old a report is. */
export interface Dated {
  report: Report;
  /** When its file was last changed (epoch ms). */
  modified?: number | undefined;
}

/**
 * Which of two is the later one, and how that is known: the days of their exports; else their newest check-ins, when their
 * files were last changed, and at last which was opened first, all of which is a guess.
 */
export function laterOf<D extends Dated>(first: D, second: D): { later: D; from: OrderFrom } {
  const tell = (from: OrderFrom, one: number | string, other: number | string) =>
    one === other ? undefined : { later: other > one ? second : first, from };
  const [one, other] = [first.report, second.report];
  return (
    (one.takenAt !== undefined &&
      other.takenAt !== undefined &&
      (one.takenDay || other.takenDay
        ? tell('export', dayOf(one.takenAt), dayOf(other.takenAt))
        : tell('export', one.takenAt, other.takenAt))) ||
    tell('checkIns', newestCheckIn(one) ?? '', newestCheckIn(other) ?? '') ||
    (first.modified && second.modified && tell('modified', first.modified, second.modified)) || {
      later: first,
      from: 'opened',
    }
  );
}

/** What tells a report's file from others; files of other folders may have its name. */
export const fileOf = ({ report: { files } }: Dated): string => `${files[0]?.name} ${files[0]?.bytes}`;

/**
 * The newest first, by what is most telling of each; those of one file stay together, in its order. Those that say nothing of
 * their age come last.
 */
export function newestFirst<D extends Dated>(all: D[]): D[] {
  if (all.length < 2) return all;
  const ages = new Map<string, number>();
  for (const one of all) {
    const { report } = one;
    const age = report.takenAt ?? (Date.parse(newestCheckIn(report) ?? '') || 0);
    ages.set(fileOf(one), Math.max(age, ages.get(fileOf(one)) ?? 0));
  }
  const ageOf = (one: D) => ages.get(fileOf(one)) ?? 0;
  return [...all].sort((a, b) =>
    fileOf(a) === fileOf(b) ? 0 : ageOf(b) - ageOf(a) || (b.modified ?? 0) - (a.modified ?? 0),
  );
}
