import type { Breath } from '../breath.ts';
import { crc32 } from '../crc.ts';
import { joined, through } from '../streams.ts';

/** What is compressed at a time: some 10 ms. */
const piece = 2 ** 18;

/** Zips texts, in their order (PKWARE's APPNOTE, 4.3). @throws the breath's reason */
export async function pack(
  texts: readonly [name: string, text: string][],
  breath: Breath,
): Promise<Uint8Array> {
  const files: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  const all = texts.reduce((sum, [, text]) => sum + text.length, 0) || 1;
  let done = 0;
  let offset = 0;
  for (const [path, text] of texts) {
    const bytes = new TextEncoder().encode(text);
    const packed: Uint8Array[] = [];
    await through(new CompressionStream('deflate-raw'), bytes, piece, async (part, share) => {
      packed.push(part);
      await breath((done + text.length * share) / all);
    });
    const content = joined(packed);
    const name = new TextEncoder().encode(path);
    const about = [...about20, ...long(crc32(bytes)), ...long(content.length), ...long(bytes.length)];
    const sizes = [...short(name.length), 0, 0];
    const begin = [...long(0x04034b50), ...about, ...sizes];
    files.push(Uint8Array.from(begin), name, content);
    directory.push(
      Uint8Array.from([
        ...long(0x02014b50),
        20,
        0,
        ...about,
        ...sizes,
        ...Array(10).fill(0),
        ...long(offset),
      ]),
      name,
    );
    offset += begin.length + name.length + content.length;
    done += text.length;
  }
  const entries = joined(directory);
  const count = [...short(texts.length), ...short(texts.length)];
  const end = [...long(0x06054b50), 0, 0, 0, 0, ...count, ...long(entries.length), ...long(offset), 0, 0];
  return joined([...files, entries, Uint8Array.from(end)]);
}

const short = (value: number): number[] => [value & 255, (value >> 8) & 255];
const long = (value: number): number[] => [...short(value), ...short(value >>> 16)];

/** Needs version 2.0, no flags, deflated, at midnight of 1 January 1980: the same every time. */
const about20 = [20, 0, 0, 0, 8, 0, 0, 0, 33, 0];
