/* What programs write where nothing is, or where they could not write what is there. */

const blank = /^(?:[-–—]|n\/?a|nan|nat|none|null|<na>|\\N)$/i;

/** Among numbers and dates. */
export const isBlank = (text: string): boolean => !text || (text.length < 5 && blank.test(text));

/** Among words: "Nan" and "Null" are names. */
const noWord = /^(?:[-–—]|n\/a|N\/A|nan|NaN|NaT|None|null|NULL|<NA>|\\N)$/;
/** A formula that went wrong, in Excel's languages; a list that was written as its type. */
const failed =
  /^(?:#(?:[\p{Lu}\d_/]{2,14}[!?]|\p{L}\/\p{L}|NV)|\[object Object\]|System\.[\w.]+(?:\[\]|`1\[.*\]))$/u;
const longest = 80;
/** As all of these begin, or with a space. */
const begin = '-–—nN<\\#[S ';

/** `failed`: something is there, and nobody knows what. */
export function wordsIn(text: string): 'some' | 'none' | 'failed' {
  if (!text || text.length > longest || !begin.includes(text.charAt(0))) return 'some';
  const word = text.trim();
  return noWord.test(word) ? 'none' : failed.test(word) ? 'failed' : 'some';
}
