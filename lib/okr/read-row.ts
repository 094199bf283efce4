import { looksLikeCheckIn, parseCheckIn, plainStamp } from './check-in.ts';
import type { CsvTail } from './csv-tail.ts';
import type { Header } from './header.ts';
import type { Field, Metric, Okr, Parent, Person } from './model.ts';
import { parseParents } from './parents.ts';
import type { Row } from './table.ts';
import { type Cells, type Details, tableOkr } from './table-okr.ts';
import type { TroubleCode } from './trouble.ts';
import type { Troubles } from './troubles.ts';
import {
  type DateOrder,
  isPlainInstant,
  isPlainNumber,
  parseDay,
  parseInstant,
  parseNumber,
} from './values.ts';
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

/**
 * What reads the rows of one table. Values that come again and again (people, teams, statuses) are read once and shared. Parents and
 * kinds follow when all rows are known; `key` is the id or ''.
 */
export function rowReader(reading: Reading): (row: Row) => Okr {
  const { header, spelling, troubles } = reading;
  const { at } = header;
  const column = (field: Field) => header.columns.find((one) => one.field === field)?.name ?? field;
  const ownersOf = remembered(people);
  const teamsOf = remembered((text) => split(text, ';'));
  const statusIn = remembered(statusOf);
  const wordIn = remembered((text) => text.trim());
  const order = spelling.dates === 'ambiguous' ? undefined : spelling.dates;
  const details = detailsOf(header, spelling);

  /** The one that is read. */
  let current: Row = { row: 0, cells: [] };
  const cell = (place: number | undefined): string =>
    place === undefined ? '' : (current.cells.at(place) ?? '');
  const tell = (code: TroubleCode, field: Field, value: string) =>
    troubles.add(code, { row: current.row, column: column(field), value });
  const number = (field: Field): number | undefined => {
    const written = cell(at[field]).trim();
    const value = written ? parseNumber(written, spelling.decimalComma) : undefined;
    if (written && value === undefined) tell('numberUnreadable', field, written);
    return value;
  };
  const date = (field: Field): string | undefined => {
    const written = cell(at[field]).trim();
    const value = written ? parseInstant(written, order) : undefined;
    if (written && value === undefined)
      tell(parseDay(written, 'dayFirst') ? 'dateAmbiguous' : 'dateUnreadable', field, written);
    return value;
  };

  return (one) => {
    current = one;
    const { cells, row, link, tail } = one;
    const { id, link: linked } = idOf(cell(at.id));
    const title = cell(at.title).trim();
    if (at.title !== undefined && !title) tell('titleMissing', 'title', '');
    if (at.id !== undefined && !id) tell('idMissing', 'id', '');
    const alignedTo = cell(at.alignedTo);
    const parents = parseParents(alignedTo);
    if (!parents) tell('parentUnreadable', 'alignedTo', alignedTo);
    const status = statusIn(cell(at.status));
    if (status && !status.known) tell('statusUnknown', 'status', cell(at.status));
    // Read when they are asked for; here it is told where they can't be.
    for (const field of lateNumbers) if (!isPlainNumber(cell(at[field]))) number(field);
    if (!isPlainInstant(cell(at.createdAt))) date('createdAt');
    const address = link ?? linked;
    const told = {
      key: id,
      id: id || undefined,
      row,
      title,
      kind: undefined,
      kindWord: wordIn(cell(at.objectType)),
      kindDoubtful: undefined,
      owners: ownersOf(cell(at.owner)),
      teams: teamsOf(cell(at.team)),
      tags: tagsOf(cells, header),
      period: wordIn(cell(at.period)) || undefined,
      start: date('startDate')?.slice(0, 10),
      due: date('endDate')?.slice(0, 10),
      parents: parents ?? titledParent(alignedTo),
      progress: number('progress'),
      status,
      lastCheckIn: date('lastCheckIn'),
      link: address && /^https?:\/\//i.test(address) ? address : undefined,
    };
    const checkIns = tail
      ? toldOf(tail, row, troubles)
      : Array.isArray(cells)
        ? checkInsOf(cells, header, row, troubles)
        : [];
    return tableOkr(told, details, cells, checkIns);
  };
}

const lateNumbers = ['start', 'target', 'current', 'score'] as const;

/** What is read of a row's cells when it is asked for. */
function detailsOf(header: Header, { dates, decimalComma }: Spelling): Details {
  const { at } = header;
  const cell = (cells: Cells, field: Field): string => {
    const place = at[field];
    return place === undefined ? '' : (cells.at(place)?.trim() ?? '');
  };
  const text = (field: Field) => (cells: Cells) => cell(cells, field) || undefined;
  const number = (field: Field) => (cells: Cells) => parseNumber(cell(cells, field), decimalComma);
  const order = dates === 'ambiguous' ? undefined : dates;
  const unknown = header.columns.filter(({ field }) => !field).map(({ at: place }) => place);
  const name = text('metricName');
  const [start, target, current] = [number('start'), number('target'), number('current')];
  return {
    creator: (cells) => person(cell(cells, 'creator')),
    description: text('description'),
    // Always the same names in the same order: objects of one form are read far faster.
    metric: (cells) =>
      ({
        name: name(cells),
        unit: at.unit === undefined ? undefined : cell(cells, 'unit'),
        start: start(cells),
        target: target(cells),
        current: current(cells),
      }) as Metric,
    score: number('score'),
    goalType: text('goalType'),
    createdAt: (cells) => parseInstant(cell(cells, 'createdAt'), order),
    lastNote: text('lastNote'),
    others: (cells) => unknown.map((place) => cells.at(place) ?? ''),
    cells: (cells) => header.columns.map(({ at: place }) => cells.at(place) ?? ''),
  };
}

/** Values known are not kept beyond this many: a column of ids and titles holds each once. */
const mostRemembered = 20_000;

/** A function of a text that is asked for the same texts again and again. */
function remembered<T>(read: (text: string) => T): (text: string) => T {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    if (known.size < mostRemembered) known.set(text, value);
    return value;
  };
}

const formula = /^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;]\s*"?((?:[^"]|"")*?)"?\s*\)$/i;

/** An id, plain or as a hyperlink's formula. */
export function idOf(text: string): { id: string; link?: string } {
  const match = text.includes('=') && formula.exec(text.trim());
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

function tagsOf(cells: Cells, header: Header): string[] {
  const own = header.at.tag === undefined ? '' : (cells.at(header.at.tag) ?? '');
  if (!own && header.tags.length === 0) return [];
  const several = (text: string) => split(text, text.includes(';') ? ';' : ',');
  const named = new Map(header.tags.map(({ at, name }) => [at, name]));
  const places = new Set([...(header.at.tag === undefined ? [] : [header.at.tag]), ...named.keys()]);
  const tags = [...places].flatMap((at) => {
    const text = cells.at(at) ?? '';
    const name = named.get(at);
    return name && yes.test(text.trim()) ? [name] : several(text);
  });
  return [...new Set(tags)];
}

/** A parent of which no id is told. */
const titledParent = (text: string): Parent[] => (text.trim() ? [{ title: text.trim() }] : []);

/** Check-ins that stand apart, and what is to be told of them. */
function toldOf(tail: CsvTail, row: number, troubles: Troubles): CsvTail {
  for (let at = 0; at < tail.length; at++) {
    if (tail.look(at, plainStamp) >= 0) continue;
    const cell = tail.cell(at);
    if (parseCheckIn(cell).unread) troubles.add('checkInUnreadable', { row, value: cell });
  }
  return tail;
}

function checkInsOf(cells: readonly string[], header: Header, row: number, troubles: Troubles): string[] {
  const found: string[] = [];
  const { checkIns } = header;
  for (let at = checkIns?.from ?? header.width; at < cells.length; at++) {
    const cell = cells[at] as string;
    const own = checkIns && (at === checkIns.from || checkIns.unnamed.has(at) || at >= header.width);
    if (!cell || !(own || at >= header.width) || !cell.trim()) continue;
    if (!own && !looksLikeCheckIn(cell)) continue;
    if (plainStamp(cell, 0, cell.length) < 0 && parseCheckIn(cell).unread)
      troubles.add('checkInUnreadable', { row, value: cell });
    found.push(cell);
  }
  return found;
}
