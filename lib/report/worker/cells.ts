import type { Field, Okr } from '../../okr/model.ts';
import { checkInCountOf } from '../../okr/table-okr.ts';
import type { Cell, ColumnKey } from '../protocol.ts';
import type { Held } from './held.ts';

type Reader = (okr: Okr) => Cell;

const day = (at: string | undefined): Cell => at?.slice(0, 10);

/** What the model says of a field; of the others the file's own cell is shown. */
const readers: Partial<Record<Field | 'checkIns', Reader>> = {
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

/** What one cell shows: what could be read of it, else what the file says. */
export function cellOf({ report }: Pick<Held, 'report'>, okr: Okr, column: ColumnKey): Cell {
  if (column.startsWith('x:')) return okr.cells[Number(column.slice(2))];
  const read = readers[column as Field]?.(okr);
  if (read !== undefined && (!Array.isArray(read) || read.length > 0)) return read;
  const at = report.columns.findIndex(({ field }) => field === column);
  return at < 0 ? undefined : okr.cells[at] || undefined;
}
