import type { Report } from '../../okr/model.ts';
import { namedOf } from './held.ts';
import type { OpenReport } from './open-files.ts';
import { ofSameView, sharedIds } from './overlap.ts';
import { fileOf, laterOf } from './time-order.ts';

/**
 * Of the same view and evidently another export of it. Views of one workbook are no weeks of each other, nor are files of
 * one day with other names.
 */
export function isWeekBefore(other: OpenReport, newest: OpenReport): boolean {
  const [one, two] = [newest.report, other.report];
  if (other === newest || fileOf(other) === fileOf(newest)) return false;
  const sameDay = namedOf(one).asOf === namedOf(two).asOf && wordsOf(one.name) !== wordsOf(two.name);
  return !sameDay && laterOf(newest, other).from !== 'opened' && ofSameView(one, two);
}

/** A name without its numbers. */
const wordsOf = (name: string): string => name.replace(/[\P{L}]+/gu, '').toLowerCase();

/** Of several in a file, such as a batch's workbook, the view that is shown: by its name, else by its OKRs. */
export function counterpartOf(shown: Report, found: OpenReport[]): OpenReport | undefined {
  const named = found.find(({ report }) => report.name === shown.name);
  if (named || found.length < 2) return named ?? found[0];
  const shared = found.map(({ report }) => sharedIds(shown, report));
  return found[shared.indexOf(Math.max(...shared))];
}
