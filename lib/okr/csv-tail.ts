import { withoutApostrophe } from './formula.ts';
import { limits } from './limits.ts';

/** A cell's text; begins behind its quote, if it has one. @param own in a file that `write/csv` made */
export function cellOf(text: string, begin: number, end: number, own = false): string {
  const cell = text.slice(begin, end);
  if (text.charCodeAt(begin - 1) !== quote) return cell.charCodeAt(0) === equals ? unwrapped(cell) : cell;
  const plain = cell.includes('"') ? cell.replaceAll('""', '"') : cell;
  return own ? withoutApostrophe(plain) : unwrapped(plain);
}

export const quote = 34;
const equals = 61;

/** `="0042"`: a text, as programs write it so that Excel leaves it as it is. */
const unwrapped = (cell: string): string =>
  cell.charCodeAt(0) === equals
    ? (/^="((?:[^"]|"")*)"$/.exec(cell)?.[1]?.replaceAll('""', '"') ?? cell)
    : cell;

/** Where cells stand in a text. One list for a whole file: a list for each row would keep the garbage collector busy. */
export class Bounds {
  readonly text: string;
  readonly own: boolean;
  #places: Int32Array;
  #length = 0;

  constructor(text: string, own: boolean) {
    this.text = text;
    this.own = own;
    // For cells of 32 characters: most files need no more.
    this.#places = new Int32Array(1024 + (text.length >> 4));
  }

  get length(): number {
    return this.#length;
  }

  add(begin: number, end: number): void {
    const at = 2 * this.#length++;
    if (at >= this.#places.length) {
      const more = new Int32Array(2 * this.#places.length);
      more.set(this.#places);
      this.#places = more;
    }
    this.#places[at] = begin;
    this.#places[at + 1] = end;
  }

  begin(at: number): number {
    return this.#places[2 * at] as number;
  }

  end(at: number): number {
    return this.#places[2 * at + 1] as number;
  }
}

/** Of a cell that is too long only the beginning. */
const within = (cell: string): string => (cell.length > limits.cell ? cell.slice(0, limits.cell) : cell);

/** The first cells of a row, taken out of the text when they are asked for: half of them nobody ever looks at. */
export class CsvCells {
  readonly #bounds: Bounds;
  readonly #from: number;
  #length = 0;
  /** Nothing stands in any of them. */
  blank = true;

  /** Cells are added to one row after the other. */
  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#from = bounds.length;
  }

  add(begin: number, end: number): void {
    this.#bounds.add(begin, end);
    this.#length++;
    if (end > begin) this.blank = false;
  }

  get length(): number {
    return this.#length;
  }

  /** What is to be known of a cell, if it is not empty, without taking it out of the text, in which quotes are doubled. */
  look<T>(place: number, by: (text: string, begin: number, end: number) => T): T | undefined {
    if (place >= this.#length) return undefined;
    const [begin, end] = [this.#bounds.begin(this.#from + place), this.#bounds.end(this.#from + place)];
    return end > begin ? by(this.#bounds.text, begin, end) : undefined;
  }

  at(place: number): string | undefined {
    if (place >= this.#length) return undefined;
    const { text, own } = this.#bounds;
    const at = this.#from + place;
    return within(cellOf(text, this.#bounds.begin(at), this.#bounds.end(at), own));
  }
}

/** Asks where a cell stands, if it is not empty, without taking it out of its text. */
export function look<T>(
  cells: readonly string[] | CsvCells,
  place: number | undefined,
  by: (text: string, begin: number, end: number) => T,
): T | undefined {
  if (place === undefined) return undefined;
  if (cells instanceof CsvCells) return cells.look(place, by);
  const cell = cells[place];
  return cell ? by(cell, 0, cell.length) : undefined;
}

/**
 * Cells at the end of a row that are read when they are asked for: most of a file are check-ins, and hardly any of them is
 * ever looked at. Holds where they stand; blank ones are left out.
 */
export class CsvTail {
  readonly #bounds: Bounds;
  readonly #from: number;
  #length = 0;

  /** Cells are added to one tail after the other. */
  constructor(bounds: Bounds) {
    this.#bounds = bounds;
    this.#from = bounds.length;
  }

  add(begin: number, end: number): void {
    const { text } = this.#bounds;
    if (text.charCodeAt(begin) <= 32 && !text.slice(begin, end).trim()) return;
    this.#bounds.add(begin, end);
    this.#length++;
  }

  get length(): number {
    return this.#length;
  }

  firstCode(at: number): number {
    return this.#bounds.text.charCodeAt(this.#bounds.begin(this.#from + at));
  }

  /** What is to be known of a cell without taking it out of the text, in which quotes are doubled. */
  look<T>(at: number, by: (text: string, begin: number, end: number) => T): T {
    const place = this.#from + at;
    return by(this.#bounds.text, this.#bounds.begin(place), this.#bounds.end(place));
  }

  cell(at: number): string {
    const place = this.#from + at;
    const { text, own } = this.#bounds;
    return within(cellOf(text, this.#bounds.begin(place), this.#bounds.end(place), own));
  }

  *[Symbol.iterator](): Generator<string> {
    for (let at = 0; at < this.length; at++) yield this.cell(at);
  }
}
