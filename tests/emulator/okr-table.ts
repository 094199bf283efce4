import { createHash } from 'node:crypto';
import {
  columns,
  initiatives,
  keyResults,
  metrics,
  notes,
  objectives,
  owners,
  periods,
  statuses,
  tags,
  teams,
} from './okr-words.ts';

/** What an export is made of; the same options always give the same bytes. */
export interface OkrTableOptions {
  rows: number;
  /** Exact size of the file, instead of `rows`. */
  bytes?: number;
  seed: string;
}

/** A small, fast generator of numbers that look random (mulberry32). */
function numbers(seed: string): (below: number) => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

/** A cell as RFC 4180 wants it: in quotes only where it has to be. */
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (cells: string[]): string => `${cells.map(cell).join(',')}\r\n`;
const two = (value: number): string => String(value).padStart(2, '0');

interface Parent {
  id: string;
  title: string;
}

function* lines(seed: string): Generator<string> {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  yield `\uFEFF${line(columns)}`;
  let objective: Parent | undefined;
  let keyResult: Parent | undefined;
  for (let index = 1; ; index++) {
    const kind = !objective ? 0 : !keyResult ? 1 : next(5) === 0 ? 0 : next(3) === 0 ? 2 : 1;
    const parent = kind === 2 ? keyResult : kind === 1 ? objective : undefined;
    const title = pick([objectives, keyResults, initiatives][kind] ?? objectives);
    const id = String(100_000 + index);
    if (kind === 0) [objective, keyResult] = [{ id, title }, undefined];
    if (kind === 1) keyResult = { id, title };
    const [owner, mail] = pick(owners);
    const [period, start, due] = pick(periods);
    const target = 10 + next(990);
    const status = pick(statuses);
    const progress = status === 'Not started' ? 0 : status === 'Closed' ? 100 : next(101);
    yield line([
      id,
      title,
      ['Objective', 'Key result', 'Initiative'][kind] ?? '',
      parent?.id ?? '',
      parent?.title ?? '',
      owner,
      `${mail}@contoso.com`,
      pick(teams),
      period,
      start,
      due,
      `${progress}`,
      status,
      pick(metrics),
      '0',
      `${target}`,
      `${((target * progress) / 100).toFixed(1)}`,
      `2025-${two(1 + next(12))}-${two(1 + next(28))}T${two(next(24))}:${two(next(60))}:00Z`,
      pick(notes),
      pick(tags),
      pick(owners)[0],
      `2025-${two(1 + next(12))}-${two(1 + next(28))}`,
    ]);
  }
}

const chunkBytes = 64 * 1024;

/** So much of a large file is made of rows of its own; then they come again: making rows is slower than any network. */
const blockBytes = 4 * 1024 * 1024;

/** The file in pieces of some 64 kB. */
export function* okrTable({ rows, bytes, seed }: OkrTableOptions): Generator<Buffer> {
  let text = '';
  let size = 0;
  let left = rows + 1;
  for (const row of lines(seed)) {
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
  if (size > blockBytes) size += yield* repeated(bytes - size, seed);
  // The last row of a file of exact size is as long as it has to be.
  if (size < bytes) yield Buffer.from(lastRow(bytes - size));
}

let lastBlock: { seed: string; block: Buffer; ends: number[] } | undefined;

/** Whole rows, up to so many bytes. @returns how many they were */
function* repeated(bytes: number, seed: string): Generator<Buffer, number> {
  if (lastBlock?.seed !== seed) lastBlock = { seed, ...blockOf(seed) };
  const { block, ends } = lastBlock;
  let left = bytes;
  for (;;) {
    const fits = ends.findLast((end) => end <= left) ?? 0;
    for (let at = 0; at < fits; at += chunkBytes) yield block.subarray(at, Math.min(at + chunkBytes, fits));
    left -= fits;
    if (fits < block.length) return bytes - left;
  }
}

function blockOf(seed: string): { block: Buffer; ends: number[] } {
  const rows = lines(seed);
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
