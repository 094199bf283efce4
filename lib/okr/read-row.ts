import { looksLikeCheckIn, parseCheckIn, plainStamp } from './check-in.ts';
import { type CsvTail, look } from './csv-tail.ts';
import type { Header } from './header.ts';
import { plainId } from './ids.ts';
import { person, split } from './lists.ts';
import type { Field, Metric, Okr, Parent } from './model.ts';
import { isBlank, wordsIn } from './nothing.ts';
import { type Decimal, isClearNumber, parseNumber, parseNumberBy } from './numbers.ts';
import { parseParents } from './parents.ts';
import { isYearFirst, type Spelling } from './spelling.ts';
import type { Row } from './table.ts';
import { type Cells, type Details, tableOkr } from './table-okr.ts';
import type { TroubleCode } from './trouble.ts';
import type { Troubles } from './troubles.ts';
import { isPlainInstant, parseDay, parseInstant } from './values.ts';
import { statusOf } from './words.ts';

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
  const ownersOf = remembered(spelling.people);
  const teamsOf = remembered((text) => split(text, ';'));
  const statusIn = remembered(statusOf);
  const wordIn = remembered((text) => text.trim());
  const shared = remembered((typed: '' | 'typed') =>
    detailsOf(header, spelling, typed ? new Set() : undefined),
  );
  const detailsFor = ({ texts }: Row): Details =>
    texts?.size ? detailsOf(header, spelling, texts) : shared(texts ? 'typed' : '');

  /** The one that is read. */
  let current: Row = { row: 0, cells: [] };
  const cell = (place: number | undefined): string =>
    place === undefined ? '' : (current.cells.at(place) ?? '');
  const tell = (code: TroubleCode, field: Field, value: string) =>
    troubles.add(code, { row: current.row, column: column(field), value });
  const word = (field: Field): string => {
    const written = cell(at[field]);
    const says = wordsIn(written);
    if (says === 'failed') tell('valueUnreadable', field, written);
    return says === 'some' ? written : '';
  };
  const number = (field: Field): number | undefined => {
    const written = cell(at[field]).trim();
    if (isBlank(written)) return;
    const value = numberIn(written, at[field], () => spelling.decimal(field), current.texts);
    if (value === undefined)
      tell(parseNumber(written) === undefined ? 'valueUnreadable' : 'valueAmbiguous', field, written);
    return value;
  };
  const perCent = (value: number | undefined): number | undefined =>
    value !== undefined && spelling.shares ? Number((100 * value).toPrecision(15)) : value;
  const date = (field: Field, parse = parseInstant): string | undefined => {
    const written = cell(at[field]).trim();
    if (isBlank(written)) return;
    const value = parse(written, isYearFirst(written) ? undefined : spelling.dateOrder(field));
    if (value === undefined)
      tell(parseDay(written, 'dayFirst') ? 'valueAmbiguous' : 'valueUnreadable', field, written);
    return value;
  };

  return (one) => {
    current = one;
    const { cells, row, link, tail } = one;
    const { text: idText, link: linked } = linkedText(cell(at.id));
    const { id, lost } = plainId(idText);
    const title = cell(at.title).trim();
    if (at.title !== undefined && !title) tell('titleMissing', 'title', '');
    if (at.id !== undefined && !id) tell(lost ? 'idDigitsLost' : 'idMissing', 'id', idText);
    const alignedTo = word('alignedTo');
    const parents = parseParents(alignedTo);
    const status = statusIn(word('status'));
    if (status && !status.known) tell('statusUnknown', 'status', status.word);
    // Read when they are asked for; here it is told where they can't be.
    for (const field of lateNumbers) if (look(cells, at[field], isClearNumber) === false) number(field);
    if (look(cells, at.createdAt, isPlainInstant) === false) date('createdAt');
    const address = link ?? linked;
    const told = {
      key: id,
      id: id || undefined,
      row,
      title,
      kind: undefined,
      kindWord: wordIn(word('objectType')),
      kindDoubtful: undefined,
      owners: ownersOf(word('owner')),
      teams: teamsOf(word('team')),
      tags: tagsOf(cells, header),
      period: wordIn(word('period')) || undefined,
      start: date('startDate', parseDay),
      due: date('endDate', parseDay),
      parents: parents ?? titledParent(alignedTo),
      progress: perCent(number('progress')),
      status,
      lastCheckIn: date('lastCheckIn'),
      link: address && /^https?:\/\//i.test(address) ? address : undefined,
    };
    const checkIns = tail
      ? toldOf(tail, row, troubles)
      : Array.isArray(cells)
        ? checkInsOf(cells, header, row, troubles)
        : [];
    return tableOkr(told, detailsFor(one), cells, checkIns);
  };
}

const lateNumbers = ['start', 'target', 'current', 'score'] as const;

/** A spreadsheet's own numbers have a point, its texts what the column has. */
const numberIn = (
  text: string,
  place: number | undefined,
  decimal: () => Decimal | undefined,
  texts: Row['texts'],
) => (texts && !texts.has(place ?? -1) ? parseNumber(text) : parseNumberBy(text, decimal));

/** What is read of a row's cells when it is asked for. */
function detailsOf(header: Header, spelling: Spelling, texts: Row['texts']): Details {
  const { at } = header;
  const cell = (cells: Cells, field: Field): string => {
    const place = at[field];
    return place === undefined ? '' : (cells.at(place)?.trim() ?? '');
  };
  const text = (field: Field) => (cells: Cells) => cell(cells, field) || undefined;
  const word = (field: Field) => (cells: Cells) => {
    const written = cell(cells, field);
    return written && wordsIn(written) === 'some' ? written : undefined;
  };
  const number = (field: Field) => (cells: Cells) =>
    numberIn(cell(cells, field), header.at[field], () => spelling.decimal(field), texts);
  const unknown = header.columns.filter(({ field }) => !field).map(({ at: place }) => place);
  const name = word('metricName');
  const creator = word('creator');
  const score = number('score');
  const [start, target, current] = [number('start'), number('target'), number('current')];
  return {
    creator: (cells) => person(creator(cells) ?? ''),
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
    // Of 1, also where a spreadsheet shows it as 70 %.
    score: (cells) => {
      const value = score(cells);
      return value && cell(cells, 'score').includes('%') ? value / 100 : value;
    },
    goalType: word('goalType'),
    createdAt: (cells) => {
      const text = cell(cells, 'createdAt');
      return parseInstant(text, isYearFirst(text) ? undefined : spelling.dateOrder('createdAt'));
    },
    lastNote: text('lastNote'),
    others: (cells) => unknown.map((place) => cells.at(place) ?? ''),
    cells: (cells) => header.columns.map(({ at: place }) => cells.at(place) ?? ''),
  };
}

/** Values known are not kept beyond this many: a column of ids and titles holds each once. */
const mostRemembered = 20_000;

/** A function of a text that is asked for the same texts again and again. */
function remembered<T, K extends string = string>(read: (text: K) => T): (text: K) => T {
  const known = new Map<K, T>();
  return (text) => {
    const found = known.get(text);
    if (found !== undefined || known.has(text)) return found as T;
    const value = read(text);
    if (known.size < mostRemembered) known.set(text, value);
    return value;
  };
}

const formula = /^=\s*HYPERLINK\(\s*"((?:[^"]|"")*)"\s*[,;]\s*"?((?:[^"]|"")*?)"?\s*\)$/i;

/** What a cell shows, also as a hyperlink's formula. */
function linkedText(text: string): { text: string; link?: string } {
  const match = text.includes('=') && formula.exec(text.trim());
  return match
    ? { text: (match[2] as string).trim(), link: (match[1] as string).replaceAll('""', '"') }
    : { text: text.trim() };
}

const yes = /^(?:x|yes|true|1|✓)$/i;
const no = /^(?:no|false|0)$/i;

function tagsOf(cells: Cells, header: Header): string[] {
  const own = header.at.tag === undefined ? '' : (cells.at(header.at.tag) ?? '');
  if (!own && header.tags.length === 0) return [];
  const several = (text: string) =>
    wordsIn(text) === 'some' ? split(text, text.includes(';') ? ';' : ',') : [];
  const named = new Map(header.tags.map(({ at, name }) => [at, name]));
  const places = new Set([...(header.at.tag === undefined ? [] : [header.at.tag]), ...named.keys()]);
  const tags = [...places].flatMap((at) => {
    const text = cells.at(at) ?? '';
    const name = named.get(at);
    if (!name) return several(text);
    return yes.test(text.trim()) ? [name] : no.test(text.trim()) ? [] : several(text);
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
