import { strToU8, Zip, ZipDeflate } from 'fflate';
import type { Breath } from '../breath.ts';

/** The same every time; zip files know no earlier one. */
const zeroTime = new Date(1980, 0, 1);
/** What is compressed at a time: some 10 ms. */
const piece = 2 ** 18;

/** Zips texts, in their order. @throws the breath's reason */
export async function pack(
  texts: readonly [name: string, text: string][],
  breath: Breath,
): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let failure: Error | undefined;
  const zip = new Zip((error, chunk) => {
    if (error) failure ??= error;
    else chunks.push(chunk);
  });
  const all = texts.reduce((sum, [, text]) => sum + text.length, 0);
  let done = 0;
  for (const [name, text] of texts) {
    const bytes = strToU8(text);
    const entry = new ZipDeflate(name, { level: 6 });
    entry.mtime = zeroTime;
    zip.add(entry);
    for (let at = 0; at < bytes.length; at += piece) {
      entry.push(bytes.subarray(at, at + piece), at + piece >= bytes.length);
      if (failure) throw failure;
      await breath((done + (text.length * at) / bytes.length) / all);
    }
    done += text.length;
  }
  zip.end();
  return joined(chunks);
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}
