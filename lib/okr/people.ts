import { spaced } from './changes.ts';
import type { Header } from './header.ts';
import { split } from './lists.ts';
import type { Person } from './model.ts';
import type { Row } from './table.ts';

/* Owners are joined by commas, and many organizations write a name "Doe, Jane": what cells that hold one name say tells them apart. */

/** Names that are known to be whole. */
interface Names {
  known: ReadonlySet<string>;
  /** Most of them hold a comma. */
  withComma: boolean;
}

/** Where another tool has written the file, or a name holds a comma. */
const separatorIn = (cell: string): string | undefined => /[;\n]/.exec(cell)?.[0];

/** What reads a cell of several persons; the rows are asked for once, when a cell can be read in two ways. */
export function peopleIn(rows: () => readonly Row[], at: Header['at']): (cell: string) => Person[] {
  let names: Names | undefined;
  return (cell) => {
    const separator = separatorIn(cell);
    let found = split(cell, separator ?? ',');
    if (!separator && found.length > 1) {
      names ??= namesOf(wholeNames(rows(), at));
      if (names.withComma) found = inPairs(cell, names);
    }
    return found.map((name) => ({ name }));
  };
}

/** One person has created an OKR; owners that are apart by semicolons, or hold no comma, are whole too. */
function* wholeNames(rows: readonly Row[], { creator, owner }: Header['at']): Generator<string> {
  for (const { cells } of rows) {
    if (creator !== undefined) yield cells.at(creator) ?? '';
    const owners = owner === undefined ? '' : (cells.at(owner) ?? '');
    const separator = separatorIn(owners);
    if (separator) yield* split(owners, separator);
    else if (!owners.includes(',')) yield owners;
  }
}

function namesOf(whole: Iterable<string>): Names {
  const known = new Set<string>();
  let withComma = 0;
  // Many rows have the same one.
  for (const cell of new Set(whole)) {
    const name = partsOf(cell).join(', ');
    if (!name || known.has(name)) continue;
    known.add(name);
    if (name.includes(',')) withComma++;
  }
  return { known, withComma: 2 * withComma > known.size };
}

/** "Doe, Jane, Admin, Roe, Rick": two parts are a name, unless it is known that one of them is, or begins another. */
function inPairs(cell: string, { known }: Names): string[] {
  const parts = partsOf(cell);
  const found = new Set<string>();
  for (let at = 0; at < parts.length; at++) {
    const [one = '', next, afterNext] = parts.slice(at, at + 3);
    const both = `${one}, ${next}`;
    const others = [one, `${next}`, `${next}, ${afterNext}`];
    const isPair = next !== undefined && (known.has(both) || !others.some((other) => known.has(other)));
    found.add(isPair ? both : one);
    if (isPair) at++;
  }
  return [...found];
}

const partsOf = (cell: string): string[] =>
  cell
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** One spelling of a name: of case, spaces, and letters with marks. */
export const nameKey = (name: string): string => spaced(name).toLowerCase();
