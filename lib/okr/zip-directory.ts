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

const unreadable = () => new ZipError('zipUnreadable');
const mostComment = 0xffff;
/** An organization's archive has seven. */
const mostEntries = 100_000;
const most32 = 0xffffffff;

/**
 * @param decode the name of a file
 * @throws ZipError
 */
export function entriesOf(bytes: Uint8Array, decode: (name: Uint8Array) => string): Entry[] {
  try {
    return [...entries(bytes, decode)];
  } catch (error) {
    // A number that leads out of the file.
    throw error instanceof RangeError ? unreadable() : error;
  }
}

function* entries(bytes: Uint8Array, decode: (name: Uint8Array) => string): Generator<Entry> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { count, from, shift } = directoryOf(view);
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

/** Where the directory lies; `shift`: what stands before the zip proper. */
function directoryOf(view: DataView): { count: number; from: number; shift: number } {
  const last = Math.max(0, view.byteLength - 22 - mostComment);
  let end = view.byteLength - 22;
  while (end >= last && !(view.getUint32(end, true) === 0x06054b50 && commentFits(view, end))) end--;
  if (end < last || end < 0) throw unreadable();
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
