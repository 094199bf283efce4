import { type ColumnKey, type KnownColumn, knownColumns } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';

export interface Column {
  key: ColumnKey;
  label: string;
  /** Of a grid's track. */
  width: string;
  /** Set where numbers end. */
  number?: boolean;
}

/** Widths in CSS; 160 px unless told otherwise. */
const widthOf: Partial<Record<KnownColumn, string>> = {
  title: 'minmax(var(--title), 1fr)',
  objectType: '112px',
  status: '140px',
  progress: '152px',
  period: '108px',
  startDate: '108px',
  endDate: '108px',
  createdAt: '108px',
  lastCheckIn: '116px',
  checkIns: '96px',
  score: '80px',
  id: '96px',
  unit: '80px',
  start: '96px',
  target: '96px',
  current: '96px',
};

const numbers = new Set<ColumnKey>(['checkIns', 'score', 'start', 'current', 'target']);

export const isKnown = (key: ColumnKey): key is KnownColumn => knownColumns.includes(key as KnownColumn);

/** @param name what the file calls it */
export const columnFor = (key: ColumnKey, name = ''): Column => ({
  key,
  label: isKnown(key) ? t(`report_column_${key}`) : name || '–',
  width: (isKnown(key) && widthOf[key]) || '160px',
  number: numbers.has(key),
});

export const widths = (columns: Column[]): string => columns.map(({ width }) => width).join(' ');

/** What all of them need at least: told, no row has to be measured. */
export const leastWidth = (columns: Column[]): string =>
  `calc(${columns.map(({ key, width }) => (key === 'title' ? 'var(--title)' : width)).join(' + ')})`;

/** What is shown before anybody chooses, as far as the file has it. */
export const firstColumns: ColumnKey[] = [
  'title',
  'status',
  'progress',
  'owner',
  'endDate',
  'lastCheckIn',
  'team',
  'period',
  'objectType',
];
