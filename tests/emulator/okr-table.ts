import { createHash } from 'node:crypto';
import type { OkrShape } from './okr-forms.ts';
import { okrRows } from './okr-rows.ts';

/** What an export is made of; the same options always give the same bytes. */
export interface OkrTableOptions extends OkrShape {
  rows: number;
  /** Exact size of the file, instead of `rows`. */
  bytes?: number;
  seed: string;
  /** The file itself, instead of all of the above. */
  text?: string;
}

/** A cell as RFC 4180 wants it: in quotes only where it has to be. */
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (cells: string[]): string => `${cells.map(cell).join(',')}\r\n`;

function* lines({ seed, ...shape }: OkrTableOptions): Generator<string> {
  let mark = '\uFEFF';
  for (const cells of okrRows(seed, shape)) {
    yield mark + line(cells);
    mark = '';
  }
}

const chunkBytes = 64 * 1024;

/** So much of a large file is made of rows of its own; then they come again: making rows is slower than any network. */
const blockBytes = 4 * 1024 * 1024;

/** The file in pieces of some 64 kB. */
export function* okrTable(options: OkrTableOptions): Generator<Buffer> {
  const { rows, bytes } = options;
  if (options.text !== undefined) return yield Buffer.from(options.text);
  let text = '';
  let size = 0;
  let left = rows + 1;
  for (const row of lines(options)) {
    if (bytes === undefined) {
      if (left-- === 0) break;
    } else {
      const length = Buffer.byteLength(row);
      if (size + length > bytes || size > blockBytes) break;
      size += length;
    }
    text += row;
    if (text.length >= chunkBytes) {
      yield Buffer.from(text);
      text = '';
    }
  }
  if (text) yield Buffer.from(text);
  if (bytes === undefined) return;
  if (size > blockBytes) size += yield* repeated(bytes - size, options);
  // The last row of a file of exact size is as long as it has to be.
  if (size < bytes) yield Buffer.from(lastRow(bytes - size));
}

let lastBlock: { key: string; block: Buffer; ends: number[] } | undefined;

/** Whole rows, up to so many bytes. @returns how many they were */
function* repeated(bytes: number, options: OkrTableOptions): Generator<Buffer, number> {
  const { rows: _rows, bytes: _bytes, ...made } = options;
  const key = JSON.stringify(made);
  if (lastBlock?.key !== key) lastBlock = { key, ...blockOf(options) };
  const { block, ends } = lastBlock;
  let left = bytes;
  for (;;) {
    const fits = ends.findLast((end) => end <= left) ?? 0;
    for (let at = 0; at < fits; at += chunkBytes) yield block.subarray(at, Math.min(at + chunkBytes, fits));
    left -= fits;
    if (fits < block.length) return bytes - left;
  }
}

function blockOf(options: OkrTableOptions): { block: Buffer; ends: number[] } {
  const rows = lines(options);
  // Without the header.
  rows.next();
  const made: Buffer[] = [];
  const ends: number[] = [];
  for (let size = 0; size < blockBytes; ) {
    const row = Buffer.from(rows.next().value as string);
    size += row.length;
    made.push(row);
    ends.push(size);
  }
  return { block: Buffer.concat(made), ends };
}

function lastRow(length: number): string {
  if (length < 3) return '\r\n'.slice(-length);
  return `${'x'.repeat(length - 2)}\r\n`;
}

/** Size of the file, bytes, and its SHA-256 in hex; without holding it. */
export function measureTable(options: OkrTableOptions): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of okrTable(options)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
