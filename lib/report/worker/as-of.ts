import type { Day, Instant, Report } from '../../okr/model.ts';
import { lastCheckInOf } from '../../okr/table-okr.ts';
import { dayOf } from '../../okr/taken-at.ts';

export type { Day } from '../../okr/model.ts';

export interface Stood {
  day: Day;
  from: 'export' | 'checkIns' | 'today';
}

/**
 * The day that a file speaks of: that of its export, else that of its newest check-in, else today. An old file tells what
 * was overdue then; today nearly everything in it would be.
 */
export function stoodAt(report: Report): Stood {
  if (report.takenAt !== undefined) return { day: dayOf(report.takenAt), from: 'export' };
  const newest = newestCheckIn(report)?.slice(0, 10);
  return newest ? { day: newest, from: 'checkIns' } : { day: dayOf(Date.now()), from: 'today' };
}

const known = new WeakMap<Report, Instant>();

/** That of all OKRs; such as are still to come say nothing. */
export function newestCheckIn(report: Report): Instant | undefined {
  let newest = known.get(report);
  if (newest === undefined) {
    const today = dayOf(Date.now());
    newest = '';
    for (const okr of report.okrs) {
      const at = lastCheckInOf(okr) ?? '';
      if (at > newest && at.slice(0, 10) <= today) newest = at;
    }
    known.set(report, newest);
  }
  return newest || undefined;
}
