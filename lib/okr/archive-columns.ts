import { type Fields, isObject } from '../data/data.ts';
import { get, namesOf, textOf } from './archive-values.ts';
import { limits } from './limits.ts';
import type { Column, Field } from './model.ts';

const known = new Map<string, Field>([
  ['ID', 'id'],
  ['Title', 'title'],
  ['Type', 'objectType'],
  ['Created By', 'creator'],
  ['Owner', 'owner'],
  ['Teams', 'team'],
  ['Tags', 'tag'],
  ['Time Period', 'period'],
  ['Start Date', 'startDate'],
  ['End Date', 'endDate'],
  ['Alignment', 'alignedTo'],
  ['Description', 'description'],
  ['Progress', 'progress'],
  ['Status', 'status'],
  ['Score', 'score'],
  ['Goal Type', 'goalType'],
  ['Created At', 'createdAt'],
  ['Last Check-in', 'lastCheckIn'],
  ['Outcome/Metric Name', 'metricName'],
  ['Outcome/Metric Unit', 'unit'],
  ['Outcome/Start', 'start'],
  ['Outcome/Target', 'target'],
]);

export interface Columns {
  columns: Column[];
  cellsOf(record: Fields): string[];
}

/** A column for each key that the records have, and for each within `Outcome`, as they come. */
export function columnsOf(records: readonly Fields[]): Columns {
  const paths = new Map<string, string[]>();
  const meet = (path: string[]) => {
    const name = path.join('/');
    if (!paths.has(name) && paths.size < limits.columns) paths.set(name, path);
  };
  for (const record of records)
    for (const key of Object.keys(record)) {
      const value = record[key];
      if (key === 'Outcome' && isObject(value)) for (const within of Object.keys(value)) meet([key, within]);
      else meet([key]);
    }
  return {
    columns: [...paths].map(([name, path]) => {
      const field = known.get(name);
      return { name: path.at(-1) as string, ...(field && { field }) };
    }),
    cellsOf: (record) => [...paths.values()].map((path) => cellAt(record, path)),
  };
}

function cellAt(record: Fields, [key, within]: string[]): string {
  const value = get(record, key as string);
  if (within !== undefined) return isObject(value) ? textOf(get(value, within)) : '';
  // As the CSV of a view joins them.
  return key === 'Teams' ? namesOf(value).join('; ') : textOf(value).slice(0, limits.cell);
}
