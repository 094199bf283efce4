import type { Day, Okr } from './model.ts';

/** What is to be shown. Within one field any of the values is enough; all fields have to agree. '' stands for "none". */
export interface Filter {
  /** Words in any order, each somewhere in title, description, owners, teams, tags, id, notes. */
  search?: string;
  /** The file's words. */
  statuses?: readonly string[];
  teams?: readonly string[];
  owners?: readonly string[];
  periods?: readonly string[];
  /** The known kind, else the file's word. */
  kinds?: readonly string[];
  tags?: readonly string[];
  preset?: Preset;
  /** These alone, such as what a number stands for. */
  keys?: readonly string[];
}

/** What Viva Goals had. */
export const presets = [
  'overdue',
  'noCheckIn7Days',
  'atRiskOrBehind',
  'recentlyClosed',
  'unaligned',
] as const;
export type Preset = (typeof presets)[number];

/**
 * @param today a day, in the reader's zone
 * @returns those that match, in the same order
 */
export function filterOkrs(okrs: readonly Okr[], _filter: Filter, _today: Day): Okr[] {
  return [...okrs];
}
