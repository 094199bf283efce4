import { looksLikeCheckIn, parseCheckIn } from './check-in.ts';
import type { Header } from './header.ts';
import type { Field, Okr, Parent, Person } from './model.ts';
import { parseParents } from './parents.ts';
import { tableOkr } from './table-okr.ts';
import type { Troubles } from './troubles.ts';
import { type DateOrder, parseDay, parseInstant, parseNumber } from './values.ts';
import { statusOf } from './words.ts';

/** How a spreadsheet has rewritten a file's dates and numbers. */
export interface Spelling {
  /** `ambiguous`: nothing in the file tells which it is. */
  dates?: DateOrder | 'ambiguous' | undefined;
  decimalComma: boolean;
}

interface Reading {
  header: Header;
  spelling: Spelling;
  troubles: Troubles;
}

/** Reads one row. Parents and kinds follow when all rows are known; `key` is the id or ''. */
export function readRow(cells: readonly string[], row: number, reading: Reading, link?: string): Okr {
  const { header, troubles } = reading;
  const cell = (field: Field): string => {
    const at = header.at[field];
    return at === undefined ? '' : (cells[at] ?? '');
  };
  const number = (field: Field) => readNumber(reading, cells, row, field);
  const date = (field: Field) => readDate(reading, cells, row, field);
  const tell = (code: Parameters<Troubles['add']>[0], field: Field) =>
    troubles.add(code, { row, column: nameOf(header, field), value: cell(field) });

  const { id, link: linked } = idOf(cell('id'));
  const title = cell('title').trim();
  if (header.at.title !== undefined && !title) tell('titleMissing', 'title');
  if (header.at.id !== undefined && !id) tell('idMissing', 'id');
  const parents = parseParents(cell('alignedTo'));
  if (!parents) tell('parentUnreadable', 'alignedTo');

  const okr: Omit<Okr, 'checkIns'> = {
    key: id,
    row,
    title,
    kindWord: cell('objectType').trim(),
    owners: people(cell('owner')),
    teams: split(cell('team'), ';'),
    tags: tagsOf(cells, header),
    parents: parents ?? titledParent(cell('alignedTo')),
    metric: {},
    cells: ownCells(cells, header),
  };
  if (id) okr.id = id;
  const at = link ?? linked;
  if (at && /^https?:\/\//i.test(at)) okr.link = at;
  set(okr, 'creator', person(cell('creator')));
  set(okr, 'period', cell('period').trim() || undefined);
  set(okr, 'start', date('startDate')?.slice(0, 10));
  set(okr, 'due', date('endDate')?.slice(0, 10));
  set(okr, 'description', cell('description').trim() || undefined);
  set(okr.metric, 'name', cell('metricName').trim() || undefined);
  if (header.at.unit !== undefined) okr.metric.unit = cell('unit').trim();
  set(okr.metric, 'start', number('start'));
  set(okr.metric, 'target', number('target'));
  set(okr.metric, 'current', number('current'));
  set(okr, 'progress', number('progress'));
  set(okr, 'score', number('score'));
  set(okr, 'status', statusOf(cell('status')));
  if (okr.status && !okr.status.known) tell('statusUnknown', 'status');
  set(okr, 'goalType', cell('goalType').trim() || undefined);
  set(okr, 'createdAt', date('createdAt'));
  set(okr, 'lastCheckIn', date('lastCheckIn'));
  set(okr, 'lastNote', cell('lastNote').trim() || undefined);
  return tableOkr(okr, checkInsOf(cells, header, row, troubles));
}

/** What stands in the columns that are shown. */
function ownCells(cells: readonly string[], { columns, checkIns }: Header): string[] {
  const count = columns.length;
  const inARow = columns[count - 1]?.at === count - 1 && cells.length >= count;
  return inARow && (!checkIns || checkIns.from >= count)
    ? cells.slice(0, count)
    : columns.map(({ at }) => cells[at] ?? '');
}

const nameOf = (header: Header, field: Field): string =>
  header.columns.find((column) => column.field === field)?.name ?? field;

function set<T, K extends keyof T>(to: T, key: K, value: T[K] | undefined): void {
  if (value !== undefined) to[key] = value;
}

function readNumber(
  { header, spelling, troubles }: Reading,
  cells: readonly string[],
  row: number,
  field: Field,
) {
  const at = header.at[field];
  const text = at === undefined ? '' : (cells[at] ?? '').trim();
  if (!text) return;
  const value = parseNumber(text, spelling.decimalComma);
  if (value === undefined)
    troubles.add('numberUnreadable', { row, column: nameOf(header, field), value: text });
  return value;
}

function readDate(
  { header, spelling, troubles }: Reading,
  cells: readonly string[],
  row: number,
  field: Field,
) {
  const at = header.at[field];
  const text = at === undefined ? '' : (cells[at] ?? '').trim();
  if (!text) return;
  const order = spelling.dates === 'ambiguous' ? undefined : spelling.dates;
  const value = parseInstant(text, order);
  if (value === undefined) {
    const twoWays = parseDay(text, 'dayFirst') !== undefined;
    troubles.add(twoWays ? 'dateAmbiguous' : 'dateUnreadable', {
      row,
      column: nameOf(header, field),
      value: text,
    });
  }
  return value;
}

const formula = /^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;]\s*"?((?:[^"]|"")*?)"?\s*\)$/i;

/** An id, plain or as a hyperlink's formula. */
export function idOf(text: string): { id: string; link?: string } {
  const match = formula.exec(text.trim());
  return match
    ? { id: (match[2] as string).trim(), link: (match[1] as string).replaceAll('""', '"') }
    : { id: text.trim() };
}

const person = (name: string): Person | undefined => (name.trim() ? { name: name.trim() } : undefined);
/** Owners are joined by commas; a semicolon is met where another tool has written the file. */
const people = (text: string): Person[] =>
  split(text, text.includes(';') ? ';' : ',').map((name) => ({ name }));

function split(text: string, by: string): string[] {
  if (!text) return [];
  if (!text.includes(by)) return text.trim() ? [text.trim()] : [];
  return [...new Set(text.split(by).map((part) => part.trim()))].filter(Boolean);
}

const yes = /^(?:x|yes|true|1|✓)$/i;

function tagsOf(cells: readonly string[], header: Header): string[] {
  const own = header.at.tag === undefined ? '' : (cells[header.at.tag] ?? '');
  if (!own && header.tags.length === 0) return [];
  const several = (text: string) => split(text, text.includes(';') ? ';' : ',');
  const named = new Map(header.tags.map(({ at, name }) => [at, name]));
  const places = new Set([...(header.at.tag === undefined ? [] : [header.at.tag]), ...named.keys()]);
  const tags = [...places].flatMap((at) => {
    const text = cells[at] ?? '';
    const name = named.get(at);
    return name && yes.test(text.trim()) ? [name] : several(text);
  });
  return [...new Set(tags)];
}

/** A parent of which no id is told. */
const titledParent = (text: string): Parent[] => (text.trim() ? [{ title: text.trim() }] : []);

function checkInsOf(cells: readonly string[], header: Header, row: number, troubles: Troubles): string[] {
  const found: string[] = [];
  const { checkIns } = header;
  for (let at = checkIns?.from ?? header.width; at < cells.length; at++) {
    const cell = cells[at] as string;
    const own = checkIns && (at === checkIns.from || checkIns.unnamed.has(at) || at >= header.width);
    if (!cell || !(own || at >= header.width) || !cell.trim()) continue;
    if (!own && !looksLikeCheckIn(cell)) continue;
    if (!plainly(cell) && parseCheckIn(cell).unread) troubles.add('checkInUnreadable', { row, value: cell });
    found.push(cell);
  }
  return found;
}

/** What nobody needs to read to know that it can be read. */
const plainly = (cell: string): boolean =>
  cell.startsWith('Checkin Date: ') && cell.includes('; Note: ') && cell.includes('; Activity Date: 2');
