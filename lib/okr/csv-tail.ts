import { limits } from './limits.ts';

/** A cell's text; begins behind its quote, if it has one. */
export function cellOf(text: string, begin: number, end: number): string {
  const cell = text.slice(begin, end);
  return text.charCodeAt(begin - 1) === quote && cell.includes('"') ? cell.replaceAll('""', '"') : cell;
}

export const quote = 34;

/**
 * Cells at the end of a row that are read when they are asked for: most of a file are check-ins, and hardly any of them is
 * ever looked at. Holds where they stand; blank ones are left out.
 */
export class CsvTail {
  readonly #text: string;
  readonly #bounds: number[] = [];

  constructor(text: string) {
    this.#text = text;
  }

  add(begin: number, end: number): void {
    if (this.#text.charCodeAt(begin) > 32 || this.#text.slice(begin, end).trim())
      this.#bounds.push(begin, end);
  }

  get length(): number {
    return this.#bounds.length / 2;
  }

  /** The text from the first to the last character of a cell, or its first and last few: quotes in it are doubled. */
  ends(at: number, few: number): [string, string] {
    const [begin, end] = [this.#bounds[2 * at] as number, this.#bounds[2 * at + 1] as number];
    return [
      this.#text.slice(begin, Math.min(end, begin + few)),
      this.#text.slice(Math.max(begin, end - few), end),
    ];
  }

  cell(at: number): string {
    const cell = cellOf(this.#text, this.#bounds[2 * at] as number, this.#bounds[2 * at + 1] as number);
    return cell.length > limits.cell ? cell.slice(0, limits.cell) : cell;
  }

  *[Symbol.iterator](): Generator<string> {
    for (let at = 0; at < this.length; at++) yield this.cell(at);
  }
}
