import type { Breath } from './breath.ts';
import { limits } from './limits.ts';
import type { Troubles } from './troubles.ts';
import { columnOf } from './write/names.ts';
import { type Format, numberText } from './xlsx-formats.ts';
import { fillMerged } from './xlsx-merged.ts';
import { unescaped } from './xlsx-strings.ts';
import { attributeOf, type Token, tokensOf } from './xml.ts';

export interface SheetRow {
  /** From 1. */
  row: number;
  cells: string[];
  /** Addresses by place in the row. */
  links?: Map<number, string>;
  /** Where texts stand that look like numbers; none in nearly all. */
  texts: ReadonlySet<number>;
}

/** What cells refer to. */
export interface Workbook {
  strings: readonly string[];
  formats: readonly Format[];
  since1904: boolean;
  /** Addresses of the sheet's hyperlinks by the relationship's id. */
  targets: ReadonlyMap<string, string>;
}

interface Cell {
  at: number;
  type: string;
  style: number;
  value?: string;
  formula?: string;
  inline?: string;
}

/** The rows that have cells. */
export async function sheetRows(
  xml: string,
  workbook: Workbook,
  troubles: Troubles,
  breath: Breath,
): Promise<SheetRow[]> {
  const rows: SheetRow[] = [];
  let row: SheetRow | undefined;
  let cell: Cell | undefined;
  let last = 0;
  let next = 0;
  let text = '';
  let phonetic = false;
  let left = limits.cells;
  let links = 2 * limits.rows;
  const merged: string[] = [];
  for (const token of tokensOf(xml)) {
    const { name, closes } = token;
    if (name === undefined) {
      if (cell && !phonetic) text += token.text;
    } else if (name === 'row') {
      if (row && row.cells.length > 0) rows.push(row);
      row = undefined;
      if (closes) {
        await breath(rows.length / (rows.length + 1000));
        continue;
      }
      last = placeOf(attributeOf(token, 'r'), last + 1);
      if (rows.length > limits.rows || left <= 0) {
        troubles.add('tooManyCells', { row: last });
        break;
      }
      row = { row: last, cells: [], texts: none };
      next = 0;
    } else if (name === 'c' && row) {
      if (!closes) {
        cell = openCell(token, next, row.cells);
        next = Math.max(next, cell.at + 1);
      } else if (cell) {
        left -= keep(row, cell, workbook, troubles);
        cell = undefined;
      }
      text = '';
    } else if (name === 'rPh') phonetic = !closes;
    else if (name === 'mergeCell' && !closes) merged.push(attributeOf(token, 'ref') ?? '');
    else if (cell) {
      if (!closes) {
        text = '';
        continue;
      }
      if (name === 'v') cell.value = text;
      else if (name === 'f') cell.formula = text;
      else if (name === 't') cell.inline = (cell.inline ?? '') + text;
      text = '';
    } else if (name === 'hyperlink' && !closes && links > 0) links -= linkTo(token, rows, workbook.targets);
  }
  if (row && row.cells.length > 0) rows.push(row);
  fillMerged(rows, merged);
  return rows;
}

const placeOf = (text: string | undefined, otherwise: number): number => {
  const place = Number(text);
  return Number.isInteger(place) && place >= otherwise && place <= 2 ** 24 ? place : otherwise;
};

/** @param before those of the row so far */
function openCell(token: Token, next: number, before: readonly string[]): Cell {
  const told = columnOf(attributeOf(token, 'r') ?? '');
  return {
    // Cells may leave out where they stand; two in one place are none in a proper file.
    at: told !== undefined && !before[told] ? told : next,
    type: attributeOf(token, 't') ?? 'n',
    style: Number(attributeOf(token, 's') ?? 0),
  };
}

const none: ReadonlySet<number> = new Set();
/** With a mark that may be one of thousands or of the fraction. */
const numberLike = /^.{0,5}\d[.,].{0,20}$/;

/** @returns by how many cells the row grew */
function keep(row: SheetRow, cell: Cell, workbook: Workbook, troubles: Troubles): number {
  const { text, link } = contentOf(cell, workbook);
  if (!text && !link) return 0;
  if (cell.at >= limits.columns) {
    troubles.add('tooManyCells', { row: row.row });
    return 0;
  }
  const before = row.cells.length;
  while (row.cells.length < cell.at) row.cells.push('');
  if (text.length > limits.cell) troubles.add('cellCut', { row: row.row });
  row.cells[cell.at] = text.slice(0, limits.cell);
  if (link) addLink(row, cell.at, link);
  if (cell.type !== 'n' && numberLike.test(text)) {
    if (row.texts === none) row.texts = new Set();
    (row.texts as Set<number>).add(cell.at);
  }
  return row.cells.length - before;
}

function addLink(row: SheetRow, at: number, link: string): void {
  row.links ??= new Map();
  row.links.set(at, link);
}

const hyperlink =
  /^\s*=?\s*HYPERLINK\s*\(\s*"((?:[^"]|"")*)"\s*(?:[,;]\s*(?:"((?:[^"]|"")*)"|([-+\d.]+))\s*)?\)\s*$/i;
/** Excel lets no formula be longer. */
const mostFormula = 8192;

function contentOf(cell: Cell, { strings, formats, since1904 }: Workbook): { text: string; link?: string } {
  const { type, value = '', formula = '', inline } = cell;
  const link = formula.length <= mostFormula ? hyperlink.exec(unescaped(formula)) : null;
  if (link) {
    // The value that was worked out last may be missing, or be 0.
    const [, address, shown, number] = link.map((part) => part?.replaceAll('""', '"')) as string[];
    return { text: shown ?? number ?? address ?? '', link: address as string };
  }
  if (type === 's') return { text: strings[Number(value)] ?? '' };
  if (inline !== undefined) return { text: unescaped(inline) };
  // A text that was worked out may be empty; where nothing was, the formula is all there is.
  if (!value && formula && type !== 'str') return { text: `=${formula}` };
  if (type === 'b') return { text: value === '1' || value === 'true' ? 'TRUE' : 'FALSE' };
  if (type === 'n') return { text: numberText(value, formats[cell.style], since1904) };
  return { text: unescaped(value) };
}

/**
 * A hyperlink stands behind the rows, for a cell or some below each other.
 * @returns how many rows were looked at, and one
 */
function linkTo(token: Token, rows: SheetRow[], targets: Workbook['targets']): number {
  const address = targets.get(attributeOf(token, 'id') ?? '');
  const [from = '', to = from] = (attributeOf(token, 'ref') ?? '').split(':');
  const at = columnOf(from);
  if (!address || at === undefined) return 1;
  const first = indexOf(rows, Number(/\d+/.exec(from)?.[0]));
  const end = Number(/\d+/.exec(to)?.[0]);
  let i = first;
  for (let row = rows[i]; row && row.row <= end; row = rows[++i])
    if (!row.links?.has(at)) addLink(row, at, address);
  return i - first + 1;
}

/** Of the first that stands at or below a row. */
function indexOf(rows: readonly SheetRow[], row: number): number {
  let [low, high] = [0, rows.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((rows[middle] as SheetRow).row < row) low = middle + 1;
    else high = middle;
  }
  return low;
}
