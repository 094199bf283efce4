import { statuses } from '../../lib/okr/model.ts';
import { normalized, statusOf } from '../../lib/okr/words.ts';
import type { Cell, ColumnKey, Tone } from '../../lib/report/protocol.ts';
import { formatter, type MessageKey, t } from '../../lib/texts/i18n.ts';

const made = new Map<string, unknown>();
/** Found once for all that is drawn at a time: the browser takes its time to tell the language, and rows ask in every cell. */
function own<F>(key: string, make: (language: string) => F): F {
  if (made.size === 0) queueMicrotask(() => made.clear());
  const format = (made.get(key) as F | undefined) ?? formatter(key, make);
  made.set(key, format);
  return format;
}

/** A day: `2025-05-12` as the reader writes it. What is no day stays as it is. */
export function formatDay(day: string, style: 'medium' | 'column' = 'medium'): string {
  const at = Date.parse(day.slice(0, 10));
  if (!/^\d{4}-\d{2}-\d{2}/.test(day) || Number.isNaN(at)) return day;
  return own(`day ${style}`, style === 'column' ? daysOfColumn : daysIn('medium')).format(at);
}

const daysIn = (dateStyle?: 'medium') => (language: string) =>
  new Intl.DateTimeFormat(language, { dateStyle, timeZone: 'UTC' });

/** In digits where the usual way takes more room than a column has: 13 letters, of which some take that of two. */
function daysOfColumn(language: string): Intl.DateTimeFormat {
  const usual = daysIn('medium')(language);
  const day = usual.format(Date.UTC(2025, 11, 30));
  const wide = day.match(/[\u2e80-\uffff]/g)?.length ?? 0;
  return day.length + wide > 13 ? daysIn()(language) : usual;
}

/** A month of an axis: `May 25`. */
export const formatMonth = (ms: number): string =>
  own(
    'month',
    (language) => new Intl.DateTimeFormat(language, { month: 'short', year: '2-digit', timeZone: 'UTC' }),
  ).format(ms);

/** Per cent: 42.9 as `42.9%`. */
export const formatPercent = (value: number, digits = 1): string =>
  own(
    `percent ${digits}`,
    (language) => new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: digits }),
  ).format(value / 100);

export const formatNumber = (value: number): string =>
  own('number', (language) => new Intl.NumberFormat(language, { maximumFractionDigits: 4 })).format(value);

/** Any value as text. */
export function formatCell(cell: Cell): string {
  if (cell === undefined) return '';
  if (typeof cell === 'number') return formatNumber(cell);
  return Array.isArray(cell) ? (cell.length > 1 ? listText(cell) : (cell[0] ?? '')) : cell;
}

/** Several values; names such as “Doe, Jane” are told apart by semicolons. */
export const listText = (values: string[]): string =>
  values.some((value) => value.includes(',')) ? values.join('; ') : own('list', lists).format(values);

const lists = (language: string) => new Intl.ListFormat(language, { style: 'narrow' });

/** More of a text than this is never seen in one line; drawn, it would hold up the page. */
const mostInLine = 500;

/** A text for one line. */
export const inLine = (text: string): string =>
  text.length > mostInLine ? `${text.slice(0, mostInLine)}…` : text;

/** What a status is drawn as: one that is known, another, or none. */
export const toneOf = (word: string): Tone => (word === '' ? 'none' : (statusOf(word)?.known ?? 'other'));

const toneOrder: readonly Tone[] = [...statuses, 'other', 'none'];

/** Statuses in the one order in which every chart and table has them. */
export const statusesInOrder = (words: Iterable<string>): string[] =>
  [...new Set(words)].sort((a, b) => toneOrder.indexOf(toneOf(a)) - toneOrder.indexOf(toneOf(b)));

/** A status in the reader's language; the file's own word where nobody knows it. */
export function statusText(word: string): string {
  const tone = toneOf(word);
  if (tone === 'none') return t('report_none');
  return tone === 'other' ? inLine(word) : t(`report_status_${tone}`);
}

const kindKeys = new Map<string, MessageKey>([
  ['objective', 'report_kind_objective'],
  ['keyresult', 'report_kind_keyResult'],
  ['key result', 'report_kind_keyResult'],
  ['initiative', 'report_kind_initiative'],
  ['project', 'report_kind_project'],
  ['kpi', 'report_kind_kpi'],
  ['aspirational goal', 'report_goal_aspirational'],
  ['aspirational', 'report_goal_aspirational'],
  ['committed goal', 'report_goal_committed'],
  ['committed', 'report_goal_committed'],
  ['company', 'report_goal_company'],
  ['team', 'report_column_team'],
  ['individual', 'report_goal_individual'],
]);

/** A kind, of an OKR or of its goal, in the reader's language; an organization's own word as it is. */
export function kindText(word: string): string {
  const key = kindKeys.get(normalized(word));
  return word === '' ? t('report_none') : key ? t(key) : inLine(word);
}

const days = new Set<ColumnKey>(['startDate', 'endDate', 'createdAt', 'lastCheckIn']);
const kinds = new Set<ColumnKey>(['objectType', 'goalType', 'okrType', 'typeName']);

/** What a column's cell says to its reader. */
export function columnText(column: ColumnKey, cell: Cell): string {
  if (typeof cell !== 'string' || cell === '') return formatCell(cell);
  if (days.has(column)) return formatDay(cell, 'column');
  return kinds.has(column) ? kindText(cell) : cell;
}

/** The name of a view out of that of its file: `VivaGoals_15999_board_review_2025_05_05_1746435600` is `board review`. */
export function viewNameOf(fileName: string): string {
  const [, name] = /^VivaGoals_\d+_(.+)_\d{4}_\d{2}_\d{2}_\d+$/i.exec(fileName) ?? [];
  return name ? name.replaceAll('_', ' ') : fileName;
}
