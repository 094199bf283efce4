import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { createGzip } from 'node:zlib';
import { measureTable, type OkrTableOptions, okrTable } from '../okr-table.ts';

/** How a file is sent: its length told beforehand, not told, or compressed on the way. */
export type Transfer = 'length' | 'chunked' | 'gzip';

/** How much of a file arrives; `truncate` breaks the connection, `truncate-silently` closes it. */
export type Cut = 'truncate' | 'truncate-silently' | undefined;

const csv = { 'Content-Type': 'text/csv' };

/** The pieces of a file up to a number of bytes. */
function* upTo(pieces: Iterable<Buffer>, bytes: number): Generator<Buffer> {
  let left = bytes;
  for (const piece of pieces) {
    if (left <= 0) return;
    yield piece.subarray(0, left);
    left -= piece.length;
  }
}

/** Lets no more through than so many bytes a second. */
async function* paced(pieces: Iterable<Buffer>, bytesPerSecond: number): AsyncGenerator<Buffer> {
  const begun = performance.now();
  let sent = 0;
  for (const piece of pieces) {
    const early = begun + (sent / bytesPerSecond) * 1000 - performance.now();
    if (early > 1) await sleep(early);
    yield piece;
    sent += piece.length;
  }
}

/** Streams a file; never holds more than a piece of it. Ends when the receiver has it all, or has gone. */
export async function sendTable(
  response: ServerResponse,
  table: OkrTableOptions,
  { transfer, bytesPerSecond }: { transfer: Transfer; bytesPerSecond?: number | undefined },
  cut?: Cut,
): Promise<void> {
  const bytes = table.bytes ?? measureTable(table).bytes;
  if (cut) {
    response.writeHead(200, { ...csv, 'Content-Length': String(bytes), Connection: 'close' });
    for (const piece of upTo(okrTable(table), Math.floor(bytes / 2)))
      if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
    // What was written must have left before the connection goes.
    await new Promise((resolve) => response.write('', resolve));
    return cut === 'truncate' ? void response.socket?.destroy() : void response.socket?.end();
  }
  const made = okrTable(table);
  const pieces = Readable.from(bytesPerSecond === undefined ? made : paced(made, bytesPerSecond));
  const headers = {
    length: { 'Content-Length': String(bytes) },
    chunked: {},
    gzip: { 'Content-Encoding': 'gzip' },
  }[transfer];
  response.writeHead(200, { ...csv, ...headers });
  // A receiver that goes away is its own business.
  const sent = transfer === 'gzip' ? pipeline(pieces, createGzip(), response) : pipeline(pieces, response);
  await sent.catch(() => {});
}
