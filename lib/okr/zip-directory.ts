/* The directory of a zip file (APPNOTE.TXT 4.3), with zip64. */

export class ZipError extends Error {
  readonly code: 'zipUnreadable' | 'tooBig';

  constructor(code: ZipError['code']) {
    super(code);
    this.code = code;
  }
}

export interface Entry {
  name: string;
  /** As declared. */
  size: number;
  crc: number;
  method: number;
  encrypted: boolean;
  /** Packed. @throws ZipError */
  data(): Uint8Array;
}

export interface Entries {
  files: Entry[];
  /** The zip was cut off: others may have been behind these. */
  cut: boolean;
}

interface Directory {
  count: number;
  from: number;
  /** What stands before the zip proper. */
  shift: number;
}

const unreadable = () => new ZipError('zipUnreadable');
const mostComment = 0xffff;
/** An organization's archive has seven. */
const mostEntries = 100_000;
const most32 = 0xffffffff;

/**
 * @param decode the name of a file
 * @throws ZipError
 */
export function entriesOf(bytes: Uint8Array, decode: (name: Uint8Array) => string): Entries {
  try {
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const directory = directoryOf(view);
    return directory
      ? { files: [...entries(bytes, view, decode, directory)], cut: false }
      : { files: [...entriesBefore(bytes, view, decode)], cut: true };
  } catch (error) {
    // A number that leads out of the file.
    throw error instanceof RangeError ? unreadable() : error;
  }
}

function* entries(
  bytes: Uint8Array,
  view: DataView,
  decode: (name: Uint8Array) => string,
  { count, from, shift }: Directory,
): Generator<Entry> {
  if (count > mostEntries) throw new ZipError('tooBig');
  let at = from;
  for (let i = 0; i < count; i++) {
    if (view.getUint32(at, true) !== 0x02014b50) throw unreadable();
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((offset) =>
      view.getUint16(at + offset, true),
    ) as [number, number, number];
    const name = decode(bytes.subarray(at + 46, at + 46 + nameLength)).replaceAll('\\', '/');
    const extra = at + 46 + nameLength;
    const [size, packed, local] = sizesOf(view, at, extra, extra + extraLength);
    if (!name.endsWith('/'))
      yield {
        name,
        size,
        crc: view.getUint32(at + 16, true),
        method: view.getUint16(at + 10, true),
        encrypted: (view.getUint16(at + 8, true) & 1) === 1,
        data: () => dataOf(bytes, view, local + shift, packed),
      };
    at = extra + extraLength + commentLength;
  }
}

/** Of a zip that was cut off: each file has a head of its own (4.3.7), or its sizes behind it (4.3.9). The last one is cut, too. */
function* entriesBefore(
  bytes: Uint8Array,
  view: DataView,
  decode: (name: Uint8Array) => string,
): Generator<Entry> {
  for (let at = 0, count = 0; at + 30 <= bytes.length && count < mostEntries; count++) {
    if (view.getUint32(at, true) !== 0x04034b50) return;
    const local = at;
    const flags = view.getUint16(at + 6, true);
    const nameEnd = at + 30 + view.getUint16(at + 26, true);
    const from = nameEnd + view.getUint16(at + 28, true);
    const behind = (flags & 8) === 8 ? sizesBehind(view, from) : undefined;
    const sizes = behind ?? at + 14;
    const ends = behind !== undefined || (flags & 8) === 0;
    // Cut off before it says how long it is: no file without content.
    const packed = view.getUint32(sizes + 4, true) || (ends ? 0 : Number.POSITIVE_INFINITY);
    const name = decode(bytes.subarray(at + 30, nameEnd)).replaceAll('\\', '/');
    if (!name.endsWith('/'))
      yield {
        name,
        size: view.getUint32(sizes + 8, true),
        crc: view.getUint32(sizes, true),
        method: view.getUint16(at + 8, true),
        encrypted: (flags & 1) === 1,
        data: () => dataOf(bytes, view, local, packed),
      };
    if (!ends) return;
    at = behind ? behind + 12 : from + packed;
  }
}

/** Behind content that begins at `from`: what says its own length there. */
function sizesBehind(view: DataView, from: number): number | undefined {
  for (let at = from; at + 16 <= view.byteLength; at++)
    if (view.getUint32(at, true) === 0x08074b50 && view.getUint32(at + 8, true) === at - from) return at + 4;
  return undefined;
}

/** Undefined: there is none. */
function directoryOf(view: DataView): Directory | undefined {
  const last = Math.max(0, view.byteLength - 22 - mostComment);
  let end = view.byteLength - 22;
  while (end >= last && !(view.getUint32(end, true) === 0x06054b50 && commentFits(view, end))) end--;
  if (end < last || end < 0) return;
  const count = view.getUint16(end + 10, true);
  const size = view.getUint32(end + 12, true);
  const offset = view.getUint32(end + 16, true);
  if (count !== 0xffff && size !== most32 && offset !== most32) {
    const shift = end - size - offset;
    if (shift < 0) throw unreadable();
    return { count, from: offset + shift, shift };
  }
  if (view.getUint32(end - 20, true) !== 0x07064b50) throw unreadable();
  const wide = Number(view.getBigUint64(end - 12, true));
  if (view.getUint32(wide, true) !== 0x06064b50) throw unreadable();
  return {
    count: Number(view.getBigUint64(wide + 32, true)),
    from: Number(view.getBigUint64(wide + 48, true)),
    shift: 0,
  };
}

const commentFits = (view: DataView, end: number): boolean =>
  end + 22 + view.getUint16(end + 20, true) <= view.byteLength;

/** Size, packed size and place: those that do not fit stand in the field 1 of `extra`. */
function sizesOf(view: DataView, at: number, extra: number, end: number): [number, number, number] {
  const told = [24, 20, 42].map((offset) => view.getUint32(at + offset, true));
  for (let field = extra; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== 1) continue;
    let wide = field + 4;
    for (const [i, value] of told.entries())
      if (value === most32) {
        told[i] = Number(view.getBigUint64(wide, true));
        wide += 8;
      }
    break;
  }
  return told as [number, number, number];
}

function dataOf(bytes: Uint8Array, view: DataView, local: number, packed: number): Uint8Array {
  if (!(local >= 0 && local + 30 <= bytes.length) || view.getUint32(local, true) !== 0x04034b50)
    throw unreadable();
  const from = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
  if (from + packed > bytes.length) throw unreadable();
  return bytes.subarray(from, from + packed);
}
