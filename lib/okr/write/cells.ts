import { joined, valuesOf } from '../field-values.ts';
import type { Field, Okr, Report } from '../model.ts';
import type { SheetCell } from './sheet.ts';

/** A column of what is written: one of the file's, or one that every OKR has. */
export interface OutColumn {
  name: string;
  /** What it holds; `checkIns` is how many there are. */
  field?: Field | 'checkIns' | undefined;
  /** Its place among the file's columns; of those that the file lacks undefined. */
  at?: number | undefined;
  /** Instead of what such a column holds otherwise. */
  read?: (okr: Okr) => SheetCell;
}

/** Days since 1899-12-30; undefined before March 1900, where spreadsheets count a day that never was. */
function serialOf(instant: string): number | undefined {
  const days = (Date.parse(instant) - Date.UTC(1899, 11, 30)) / 86_400_000;
  return days >= 61 ? Math.round(days * 86_400) / 86_400 : undefined;
}

export function dayCell(instant: string | undefined): SheetCell {
  if (instant === undefined) return undefined;
  const number = serialOf(instant);
  return number === undefined ? instant : { number, format: instant.length > 10 ? 'time' : 'day' };
}

/** @param perCent 42.9 for 42.9 % */
export const percentCell = (perCent: number | undefined): SheetCell =>
  perCent === undefined
    ? undefined
    : {
        number: Number((perCent / 100).toPrecision(15)),
        format: Number.isInteger(perCent) ? 'percent' : 'percentFine',
      };

/** A number in the metric's unit. */
const metricCell = (value: number | undefined, unit: string | undefined): SheetCell =>
  unit === '%' ? percentCell(value) : value;

/** What a spreadsheet has a type for. */
const readers: Partial<Record<Field | 'checkIns', (okr: Okr) => SheetCell>> = {
  id: ({ id }) => (id && /^\d{1,15}$/.test(id) && String(Number(id)) === id ? Number(id) : id),
  startDate: ({ start }) => dayCell(start),
  endDate: ({ due }) => dayCell(due),
  createdAt: ({ createdAt }) => dayCell(createdAt),
  lastCheckIn: ({ lastCheckIn }) => dayCell(lastCheckIn),
  progress: ({ progress }) => percentCell(progress),
  start: ({ metric }) => metricCell(metric.start, metric.unit),
  target: ({ metric }) => metricCell(metric.target, metric.unit),
  current: ({ metric }) => metricCell(metric.current, metric.unit),
};

/** What a file may say with other words than the model: its own cells are written. */
const asInFile = new Set<unknown>(['alignedTo', 'metricName', 'unit', 'goalType', 'lastNote']);

function read(okr: Okr, field: Field | 'checkIns'): SheetCell {
  const typed = readers[field];
  if (typed || asInFile.has(field)) return typed?.(okr);
  const value = valuesOf[field]?.(okr);
  return Array.isArray(value) ? joined(value, field) : value;
}

/** What a cell holds: what could be read of it with its type, else what the file says. */
export function cellOf(okr: Okr, { field, at, read: own }: OutColumn): SheetCell {
  if (own) return own(okr);
  const known = field && read(okr, field);
  if (known !== undefined && known !== '') return known;
  return at === undefined ? undefined : okr.cells[at] || undefined;
}

/** Columns that an archive has under another name or in another form than a view: only as that are they read again. */
const asInViews: Partial<Record<Field, Pick<OutColumn, 'read'> & { name?: string }>> = {
  creator: { name: 'Creator' },
  period: { name: 'Period' },
  alignedTo: {
    name: 'Aligned To (weight, Objective ID)',
    read: ({ parents }) =>
      parents.map(({ title, weight = '', id }) => `${title}(weight: ${weight}%, Id: ${id})`).join(', '),
  },
  unit: { name: 'Unit', read: ({ metric }) => metric.unit },
  // 0 stands there where there is none.
  score: { read: ({ score }) => score },
};

/** The file's own columns, then how many check-ins there are. */
export function columnsOf({ columns, hasCheckIns, kind }: Report, checkInsName: string): OutColumn[] {
  const own = columns.map(
    ({ name, field }, at): OutColumn => ({
      name,
      field,
      at,
      ...(kind === 'archive' && field && asInViews[field]),
    }),
  );
  if (kind === 'archive') own.push({ name: 'Actual Progress', field: 'current' });
  return hasCheckIns ? [...own, { name: checkInsName, field: 'checkIns' }] : own;
}
