import { oldEncodingOf } from './encodings.ts';

/*
 * What bytes are, by their content, and their text. Names of files say little: a CSV may be called .txt, an XLSX .zip.
 */

export type Content = 'zip' | 'gzip' | 'json' | 'text' | 'binary' | 'empty';

export function contentOf(bytes: Uint8Array): Content {
  if (!bytes.length) return 'empty';
  if (bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] as number) < 9 && (bytes[3] as number) < 9)
    return 'zip';
  if (bytes[0] === 0x1f && bytes[1] === 0x8b) return 'gzip';
  if (wideEncoding(bytes)) return startOf(decodeText(bytes.subarray(0, 2000)).text);
  // Text has hardly any control characters but white space; one that went astray makes no other file of it.
  const start = bytes.subarray(0, 4000);
  const control = start.filter((byte) => byte < 9 || (byte > 13 && byte < 32) || byte === 0x7f).length;
  if (control * 20 > start.length || asciiOf(start.subarray(0, 5)) === '%PDF-') return 'binary';
  return startOf(decodeText(bytes.subarray(0, 2000)).text);
}

const asciiOf = (bytes: Uint8Array): string => String.fromCharCode(...bytes);

function startOf(text: string): Content {
  const start = text.trimStart();
  if (!start) return 'empty';
  // A CSV's first cell may begin with a bracket; a JSON's first character is followed by a record or its end.
  if (/^(?:\[\s*(?:\{|\]|null\b|$)|\{\s*(?:"|\}|$))/.test(start)) return 'json';
  // Such as the page to sign in, saved in the file's place.
  return /^<(?:!doctype html|html|head|body|style|table|\?xml)[\s>]/i.test(start) ? 'binary' : 'text';
}

/**
 * @returns the text without byte-order mark; `guessed` where it is not Unicode, `damaged` where characters were lost
 */
export function decodeText(bytes: Uint8Array): { text: string; guessed?: true; damaged?: true } {
  const wide = wideEncoding(bytes);
  if (wide) {
    const text = unmarked(new TextDecoder(wide).decode(bytes));
    return text.includes('\ufffd') ? { text, damaged: true } : { text };
  }
  try {
    return { text: unmarked(utf8(bytes)) };
  } catch {
    const text = unmarked(new TextDecoder().decode(bytes));
    const lost = text.match(/\ufffd/g)?.length ?? 0;
    const kept = text.match(/[^\0-\x7f\ufffd]/g)?.length ?? 0;
    // Cut off within a character, or some bytes of many are broken; else it is the encoding of old spreadsheets.
    if (kept >= lost || (lost === 1 && text.endsWith('\ufffd'))) return { text, damaged: true };
    return { text: new TextDecoder(oldEncodingOf(bytes)).decode(bytes), guessed: true };
  }
}

/** Bytes that are decoded at once. Taken as a whole, a large file takes a third longer, and is slower to read. */
const atOnce = 2 ** 18;

/** @throws where it is another encoding, or damaged */
function utf8(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += atOnce)
    parts.push(decoder.decode(bytes.subarray(at, at + atOnce), { stream: true }));
  parts.push(decoder.decode());
  return parts.join('');
}

/** Programs that put a mark before a file that has one leave two. */
const unmarked = (text: string): string => (text.startsWith('\ufeff') ? text.replace(/^\ufeff+/, '') : text);

function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  // Without a mark: of the ASCII in a header every other byte is 0.
  const start = bytes.subarray(0, 400);
  if (start.length < 8) return;
  const zeros = (odd: 0 | 1) =>
    start.filter((byte, i) => byte === 0 && i % 2 === odd).length / (start.length / 2);
  if (zeros(1) > 0.6 && zeros(0) < 0.1) return 'utf-16le';
  if (zeros(0) > 0.6 && zeros(1) < 0.1) return 'utf-16be';
  return;
}
