import type { Column, Field } from './model.ts';
import { fieldOf, tagHeader } from './words.ts';

/** What a table's header says of its columns; numbers are places in a row. */
export interface Header {
  /** All that are shown: those with a name, check-ins left out. */
  columns: (Column & { at: number })[];
  /** Where a field stands; of two columns for the same the first. */
  at: Partial<Record<Field, number>>;
  /** Columns of tags beside the first, by what is behind "Tag" in their header. */
  tags: { at: number; name: string }[];
  /** The column "Checkins", and where its unnamed tail begins to end; undefined: there are none. */
  checkIns?: { from: number; unnamed: ReadonlySet<number> };
  /** Columns without a header. */
  unnamed: ReadonlySet<number>;
  /** The header of the column that is taken for the title. */
  titleGuessed?: string;
  width: number;
}

/** @param below some rows of the table, where a title has to be found among columns that nobody knows */
export function readHeader(cells: readonly string[], below: readonly (readonly string[])[] = []): Header {
  const unnamed = new Set<number>();
  const header: Header = { columns: [], at: {}, tags: [], unnamed, width: cells.length };
  let from: number | undefined;
  cells.forEach((cell, at) => {
    const name = cell.trim();
    if (!name) {
      unnamed.add(at);
      return;
    }
    const found = fieldOf(name);
    if (found === 'checkIns') {
      from ??= at;
      if (from !== at) unnamed.add(at);
      return;
    }
    const tag = tagHeader.exec(name);
    const field = found ?? (tag ? 'tag' : undefined);
    if (field && header.at[field] === undefined) {
      header.at[field] = at;
      header.columns.push({ at, name, field });
      if (tag?.[1]) header.tags.push({ at, name: tag[1] });
      return;
    }
    if (tag) header.tags.push({ at, name: tag[1] ?? '' });
    header.columns.push({ at, name });
  });
  if (header.at.title === undefined) nameAfterTheFirst(header, below);
  if (from !== undefined) header.checkIns = { from, unnamed };
  return header;
}

/** Without a known title (the header may be in another language) the first column of words that nobody knows is it. */
function nameAfterTheFirst(header: Header, below: readonly (readonly string[])[]): void {
  const unknown = header.columns.filter(
    ({ field, at }) => !field && !header.tags.some((tag) => tag.at === at),
  );
  const first =
    unknown.find(({ name }) => /^(?:name|summary|objective|goal|okr)\b/i.test(name)) ??
    unknown.find(({ at }) => below.some((cells) => /\p{L}/u.test(cells[at] ?? ''))) ??
    unknown[0];
  if (!first) return;
  header.at.title = first.at;
  first.field = 'title';
  header.titleGuessed = first.name;
}

/** Of a table that was saved from a report: the column says how many check-ins there are, none is in it. */
export function countedCheckIns({ checkIns, columns, ...header }: Header, name: string): Header {
  const counts = checkIns ? [{ at: checkIns.from, name: name.trim() }] : [];
  return { ...header, columns: [...columns, ...counts].sort((a, b) => a.at - b.at) };
}

/** Whether nobody knows some of a table's columns: they may have names in another language. */
export function hasUnknown(rows: readonly (readonly string[])[]): boolean {
  const at = headerAmong(rows);
  if (at === undefined) return true;
  const { columns, tags, titleGuessed } = readHeader(rows[at] ?? []);
  return (
    titleGuessed !== undefined ||
    columns.some(({ field, at: place }) => !field && !tags.some((tag) => tag.at === place))
  );
}

/** No header of Viva Goals is longer; a cell with a check-in is, and a row may hold hundreds of them. */
const longest = 60;

/** So many in one row stand in no other than a header. */
export const enough = 6;

/** How many of a row's cells are headers of Viva Goals. */
export const knownIn = (cells: readonly string[]): number =>
  cells.filter((cell) => cell.length <= longest && fieldOf(cell) !== undefined).length;

/**
 * Of the first rows that which is the header, by its place; undefined: none has a known column. One known cell makes a header
 * of the first row alone: further down it is a metric called "Progress" or a title called "Status".
 */
export function headerAmong(rows: readonly (readonly string[])[]): number | undefined {
  let best: number | undefined;
  let most = 0;
  let first = true;
  for (const [at, cells] of rows.entries()) {
    const known = knownIn(cells);
    if (known > most && (known > 1 || first || alone(cells))) [best, most] = [at, known];
    if (known >= enough) break;
    if (!alone(cells)) first = false;
  }
  return best;
}

/** A row that is blank, has one cell with something in it, such as a heading above the table. */
const alone = (cells: readonly string[]): boolean => cells.filter((cell) => cell.trim()).length < 2;
