import { crc32, deflateSync, inflateSync } from 'node:zlib';

/* Packs a PNG of 8 bits and four channels, as a browser paints it, again: the same pixels in fewer bytes. */

const signature = 8;

function chunksOf(png: Buffer): Map<string, Buffer> {
  const chunks = new Map<string, Buffer>();
  for (let at = signature; at < png.length; ) {
    const length = png.readUInt32BE(at);
    const type = png.toString('latin1', at + 4, at + 8);
    const data = png.subarray(at + 8, at + 8 + length);
    chunks.set(type, Buffer.concat([chunks.get(type) ?? Buffer.alloc(0), data]));
    at += 12 + length;
  }
  return chunks;
}

const bytesPerPixel = 4;

/** What a filter says a byte is, by those to its left, above, and above that (PNG 9.2). */
const predictions: ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const guess = left + up - corner;
    const [a, b, c] = [left, up, corner].map((one) => Math.abs(guess - one)) as [number, number, number];
    return a <= b && a <= c ? left : b <= c ? up : corner;
  },
];

/** What a byte of `rows` is taken for. */
function predicted(rows: Buffer, stride: number, y: number, x: number, filter: number): number {
  const of = (row: number, column: number) =>
    row < 0 || column < 0 ? 0 : (rows[row * stride + column] as number);
  const left = x - bytesPerPixel;
  return predictions[filter]?.(of(y, left), of(y - 1, x), of(y - 1, left)) ?? 0;
}

function filtered(rows: Buffer, stride: number, y: number, filter: number): Buffer {
  const line = Buffer.alloc(stride + 1, filter);
  for (let x = 0; x < stride; x++)
    line[x + 1] = (rows[y * stride + x] as number) - predicted(rows, stride, y, x, filter);
  return line;
}

function pixelsOf(data: Buffer, stride: number): Buffer {
  const raw = inflateSync(data);
  const rows = Buffer.alloc((raw.length / (stride + 1)) * stride);
  for (let at = 0; at < rows.length; at++) {
    const [y, x] = [Math.floor(at / stride), at % stride];
    const line = y * (stride + 1);
    rows[at] = (raw[line + 1 + x] as number) + predicted(rows, stride, y, x, raw[line] as number);
  }
  return rows;
}

const smallest = (all: Buffer[]): Buffer => all.reduce((a, b) => (b.length < a.length ? b : a));
const packed = (lines: Buffer[], strategy = 0): Buffer =>
  deflateSync(Buffer.concat(lines), { level: 9, memLevel: 9, strategy });

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const ends = Buffer.alloc(8);
  ends.writeUInt32BE(data.length, 0);
  ends.writeUInt32BE(crc32(named), 4);
  return Buffer.concat([ends.subarray(0, 4), named, ends.subarray(4)]);
}

/** The same picture (8 bits, RGBA, not interlaced) in fewer bytes; any other as it is. */
export function repacked(png: Buffer): Buffer {
  const chunks = chunksOf(png);
  const header = chunks.get('IHDR') as Buffer;
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)];
  if (header[8] !== 8 || header[9] !== 6 || header[12] !== 0) return png;
  const stride = width * bytesPerPixel;
  const rows = pixelsOf(chunks.get('IDAT') as Buffer, stride);
  // A pixel that is transparent may have any colour: nobody sees it.
  for (let at = 0; at < rows.length; at += 4) if (rows[at + 3] === 0) rows.fill(0, at, at + 3);
  const lines = Array.from({ length: height }, (_, at) =>
    predictions.map((_one, filter) => filtered(rows, stride, at, filter)),
  );
  // One filter for all; then, line by line, the one that makes the whole smaller.
  const one = predictions.map((_, filter) => lines.map((all) => all[filter] as Buffer));
  let best = one.reduce((a, b) => (packed(b).length < packed(a).length ? b : a));
  let least = packed(best).length;
  for (const [at, all] of lines.entries())
    for (const line of all) {
      const other = best.with(at, line);
      const size = packed(other).length;
      if (size < least) [best, least] = [other, size];
    }
  const data = smallest([0, 1, 2, 3].map((strategy) => packed(best, strategy)));
  const parts = [chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))];
  return smallest([png, Buffer.concat([png.subarray(0, signature), ...parts])]);
}
