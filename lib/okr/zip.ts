import type { Breath } from './breath.ts';
import { crc32 } from './crc.ts';
import { joined, through } from './streams.ts';
import { decodeText } from './text.ts';
import { type Entries, type Entry, entriesOf, ZipError } from './zip-directory.ts';

export { ZipError } from './zip-directory.ts';

/** How much may still be unpacked, by all that are read together. */
export interface Budget {
  bytes: number;
}

/** Files alone, in the order of the directory. */
export interface Zip extends Entries {
  /** @throws ZipError: damaged, protected, of an unknown method, or too big */
  read(file: Entry, most: number, breath: Breath): Promise<Uint8Array>;
}

/** So much is given to the inflater at once: at 1:1032, the most there is, 32 MB come out. */
const step = 32 * 1024;

/**
 * Files of a zip. The sizes that a file declares are not believed, and a bomb is not inflated for as long as it lasts.
 * @throws ZipError
 */
export function openZip(bytes: Uint8Array, budget: Budget): Zip {
  return {
    ...entriesOf(bytes, (name) => decodeText(name).text),
    async read(entry, most, breath) {
      if (entry.encrypted || (entry.method !== 0 && entry.method !== 8)) throw new ZipError('zipUnreadable');
      const allowed = Math.min(most, budget.bytes);
      if (entry.size > allowed) throw new ZipError('tooBig');
      const packed = entry.data();
      const unpacked =
        entry.method === 0 ? packed : await inflated('deflate-raw', packed, entry.size, breath);
      budget.bytes -= unpacked.length;
      if (unpacked.length !== entry.size || crc32(unpacked) !== entry.crc)
        throw new ZipError('zipUnreadable');
      return unpacked;
    },
  };
}

/**
 * A file that is compressed by itself.
 * @throws ZipError: damaged, or too big
 */
export async function gunzip(
  bytes: Uint8Array,
  budget: Budget,
  most: number,
  breath: Breath,
): Promise<Uint8Array> {
  const unpacked = await inflated('gzip', bytes, Math.min(most, budget.bytes), breath, 'tooBig');
  budget.bytes -= unpacked.length;
  return unpacked;
}

/** What comes out may not be more than was declared, or is allowed. */
async function inflated(
  format: CompressionFormat,
  packed: Uint8Array,
  most: number,
  breath: Breath,
  tooMuch: ZipError['code'] = 'zipUnreadable',
): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let length = 0;
  let stopped = false;
  const take = async (part: Uint8Array, share: number) => {
    stopped = true;
    length += part.length;
    if (length > most) throw new ZipError(tooMuch);
    parts.push(part);
    await breath(share);
    stopped = false;
  };
  try {
    await through(new DecompressionStream(format), packed, step, take);
  } catch (error) {
    throw stopped ? error : new ZipError('zipUnreadable');
  }
  return joined(parts);
}
