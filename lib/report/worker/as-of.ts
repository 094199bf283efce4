import type { Day, Report } from '../../okr/model.ts';
import { lastCheckInOf } from '../../okr/table-okr.ts';

export type { Day } from '../../okr/model.ts';

/** A point in time as a day of the reader's. */
export const dayOf = (ms: number): Day => {
  const at = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};

/**
 * The day that a file speaks of: that of its export, else that of its newest check-in, else today. An old file tells what
 * was overdue then; today nearly everything in it would be.
 */
export function stoodAt({ takenAt, okrs }: Report): { day: Day; from: 'name' | 'checkIns' | 'today' } {
  if (takenAt !== undefined) return { day: dayOf(takenAt), from: 'name' };
  const today = dayOf(Date.now());
  let newest = '';
  for (const okr of okrs) {
    const day = lastCheckInOf(okr)?.slice(0, 10) ?? '';
    if (day > newest && day <= today) newest = day;
  }
  return newest ? { day: newest, from: 'checkIns' } : { day: today, from: 'today' };
}
