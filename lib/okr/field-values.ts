import type { Field, Okr } from './model.ts';
import { checkInCountOf } from './table-okr.ts';

/** Days as ISO 8601, numbers in the metric's unit or per cent. */
export type FieldValue = string | number | string[] | undefined;

const day = (at: string | undefined): FieldValue => at?.slice(0, 10);

/** What the model says of a field; of the others only the file's own cell tells. */
export const valuesOf: Partial<Record<Field | 'checkIns', (okr: Okr) => FieldValue>> = {
  id: ({ id }) => id,
  title: ({ title }) => title,
  team: ({ teams }) => teams,
  tag: ({ tags }) => tags,
  creator: ({ creator }) => creator?.name,
  owner: ({ owners }) => owners.map(({ name }) => name),
  period: ({ period }) => period,
  startDate: ({ start }) => start,
  endDate: ({ due }) => due,
  description: ({ description }) => description,
  alignedTo: ({ parents }) => parents.map(({ title }) => title),
  metricName: ({ metric }) => metric.name,
  unit: ({ metric }) => metric.unit,
  start: ({ metric }) => metric.start,
  target: ({ metric }) => metric.target,
  current: ({ metric }) => metric.current,
  objectType: ({ kindWord }) => kindWord,
  goalType: ({ goalType }) => goalType,
  createdAt: ({ createdAt }) => day(createdAt),
  lastCheckIn: ({ lastCheckIn }) => day(lastCheckIn),
  progress: ({ progress }) => progress,
  status: ({ status }) => status?.word,
  lastNote: ({ lastNote }) => lastNote,
  score: ({ score }) => score,
  checkIns: checkInCountOf,
};

/** Several in one cell: owners are joined by commas and the others by semicolons, as in Viva Goals' own files; names with a comma too. */
export const joined = (values: readonly string[], field: string): string =>
  values.join(field === 'owner' && !values.some((name) => name.includes(',')) ? ', ' : '; ');
