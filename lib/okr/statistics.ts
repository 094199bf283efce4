import type { Day, Okr } from './model.ts';

/** How many OKRs, and which: `keys` in the file's order make every number a filter. */
export interface Group {
  /** The file's word; '' for those without. */
  name: string;
  keys: string[];
  /** Mean progress in per cent, each clamped to 0…100; absent where none has one. */
  progress?: number;
  /** How many by status, by the word; '' for those without. */
  statuses: Map<string, number>;
}

export interface Summary {
  okrs: number;
  checkIns: number;
  /** Newest activity in the data. */
  lastActivity?: string;
  /** By kind, else by the file's word. */
  kinds: Group[];
  statuses: Group[];
  /** Mean of all, each clamped to 0…100. */
  progress?: number;
  /** Keys. Open ones alone (not Closed, not Postponed) are overdue or without a check-in. */
  overdue: string[];
  withoutCheckIn: { days: 7 | 14 | 30; keys: string[] }[];
  withoutParent: string[];
  teams: Group[];
  owners: Group[];
  periods: Group[];
}

/**
 * How the goals stand.
 * @param today a day, in the reader's zone
 */
export function summarize(okrs: readonly Okr[], _today: Day): Summary {
  return {
    okrs: okrs.length,
    checkIns: 0,
    kinds: [],
    statuses: [],
    overdue: [],
    withoutCheckIn: [],
    withoutParent: [],
    teams: [],
    owners: [],
    periods: [],
  };
}

/** Progress against the share of time gone, both per cent; of those that have start, due and progress. */
export interface Pace {
  key: string;
  timeGone: number;
  /** Clamped to 0…100. */
  progress: number;
  /** What Viva Goals' default rule says: more than 25 points behind is At Risk, 0 to 25 Behind. */
  expected: 'onTrack' | 'behind' | 'atRisk';
}

/** @param today a day, in the reader's zone */
export function paceOf(_okrs: readonly Okr[], _today: Day): Pace[] {
  return [];
}

/** For charts: per cent within 0…100. */
export const clamped = (progress: number): number => Math.min(100, Math.max(0, progress));
