import { plainSigns } from './characters.ts';
import type { Value } from './model.ts';

/* Numbers as the files and the spreadsheets of any country write them. What can't be read is undefined, never a guess. */

/** What stands before the fraction. */
export type Decimal = '.' | ',';

const digitsAlone = /^-?\d{1,15}(?:\.\d{1,15})?$/;

/** Whether it is a number as nearly every file has them. */
export const isPlainNumber = (text: string): boolean => digitsAlone.test(text);

/** Whether such a number stands there, and can be read in one way alone. By hand: a large file has hundreds of thousands. */
export function isClearNumber(text: string, begin: number, end: number): boolean {
  const mark = text.charCodeAt(end - 4);
  if (end - begin > 15 || (end - begin > 4 && mark === dot)) return false;
  let digits = 0;
  let dots = 0;
  for (let at = begin; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === dot && digits > 0 && dots === 0) [dots, digits] = [1, 0];
    else if (code >= 48 && code <= 57) digits++;
    else return false;
  }
  return digits > 0;
}

/** `1.000`, `1,000`: one, or one thousand. */
const twoWays = /^-?[1-9]\d{0,2}[.,]\d{3}$/;

/** A number's sign and digits, `.` or `,` among them. */
interface Written {
  negative: boolean;
  digits: string;
  /** What it says itself of its decimal mark; `open`: it could be either. */
  decimal?: Decimal | 'open';
}

const sign = String.raw`\p{L}{0,3}\p{Sc}|kr\.?|zł|Kč|Ft|%`;
/** Codes of currencies and the like, but words for millions. */
const code = '(?!MIO|MRD|MLN|TSD)[A-Z]{3}';
const unitBefore = new RegExp(`^([-+]?) ?(?:(?:${sign}) ?|${code} )(?=[-+\\d.,])`, 'u');
const unitAfter = new RegExp(`(?<=[\\d-])(?: ?(?:${sign})| ${code})$`, 'u');
const exponent = /^\d+(?:[.,]\d+)?e[-+]?\d{1,3}$/i;
const grouped = /^\d{1,3}(?:([ '])\d{3})(?:\1\d{3})*(?:[.,]\d+)?$/;
/** By thousands; in India the further ones by hundreds. */
const inGroups = /^[1-9]\d{0,2}(?:([.,])\d{3})+$|^[1-9]\d?(?:,\d{2})+,\d{3}$/;
/** Longer ones are texts. */
const longest = 60;

function writtenIn(text: string): Written | undefined {
  if (text.length > longest) return;
  let bare = plainSigns(text).trim();
  const brackets = bare.startsWith('(') && bare.endsWith(')');
  if (brackets) bare = bare.slice(1, -1).trim();
  bare = bare.replace(unitBefore, '$1').replace(unitAfter, '');
  const negative = brackets || bare.startsWith('-') || bare.endsWith('-');
  bare = bare.replace(/^[-+] ?|-$/g, '');
  const arabic = bare.includes('٫');
  if (arabic) bare = bare.replace('٫', '.');
  const spaced = grouped.test(bare);
  if (spaced) bare = bare.replace(/[ ']/g, '');
  if (/^\d+$/.test(bare)) return { negative, digits: bare };
  const last = bare.search(/[.,]\d*(?:e[-+]?\d+)?$/i);
  const mark = bare[last] as Decimal;
  if (exponent.test(bare)) return { negative, digits: bare, ...(last > 0 && { decimal: mark }) };
  if (!/^\d*(?:[.,]\d+)+$/.test(bare)) return;
  const other = mark === '.' ? ',' : '.';
  const whole = bare.slice(0, last);
  const first = whole.search(/[.,]/);
  if (first < 0) {
    const open = twoWays.test(bare) && !spaced && !arabic;
    return { negative, digits: bare, decimal: open ? 'open' : mark };
  }
  if (whole[first] === mark) {
    if (!inGroups.test(bare) || bare.includes(other)) return;
    return { negative, digits: bare, decimal: other };
  }
  return inGroups.test(whole) && !whole.includes(mark)
    ? { negative, digits: bare, decimal: mark }
    : undefined;
}

/** What a number says of its file's decimal mark. */
export const decimalOf = (text: string): Written['decimal'] => writtenIn(text)?.decimal;

/** Whether nobody knows what it is without the others of its file. */
export const isOpen = (text: string): boolean => decimalOf(text) === 'open';

/**
 * `100`, `100.0`, `1,234.5`, `42.92%` (42.92), `1 234,5 €`, `1’234.50`, `(5)` (-5), `١٢٫٥`; `1.000` is 1 and `1,000` is 1000, as
 * Viva Goals writes them.
 */
export const parseNumber = (text: string): number | undefined =>
  isPlainNumber(text) ? Number(text) : parseNumberBy(text, () => '.');

/** Whether a number may be one that can be read in two ways. */
const mayBeOpen = (text: string): boolean => {
  const mark = text.charCodeAt(text.length - 4);
  return (mark === dot || mark === comma) && twoWays.test(text);
};
const dot = 46;
const comma = 44;

/** @param decimal of the file, asked for where a number can be read in two ways; undefined: nobody knows, and it is undefined, too */
export function parseNumberBy(text: string, decimal: () => Decimal | undefined): number | undefined {
  if (isPlainNumber(text) && !mayBeOpen(text)) return Number(text);
  const written = writtenIn(text);
  if (!written) return;
  const { digits, negative } = written;
  const mark = written.decimal === 'open' ? decimal() : (written.decimal ?? '.');
  if (!mark) return;
  const value = Number(digits.replaceAll(mark === '.' ? ',' : '.', '').replace(mark, '.'));
  return Number.isFinite(value) ? (negative ? -value : value) : undefined;
}

/** Sign and digits, the brackets of accountants; a letter for thousands; a unit, which is a word or a sign, no more of the number. */
const shown =
  /^(\p{L}{1,5}|\p{L}{0,3}[\p{Sc}%])? ?(\(? ?[-+]?[.,]?\d(?:[\d.,' ]{0,30}\d)?(?:e[-+]?\d{1,3})? ?\)?-?) ?([KkMB](?!\p{L}))? ?((?!x\d|\p{L}+ \d)[\p{L}\p{Sc}%°].{0,30})?$/u;
/** A longer one shows no value. */
const longestShown = 80;
const magnitudes: Record<string, number> = { k: 1e3, m: 1e6, b: 1e9 };

/** A check-in's display text: `25%`, `265`, `1.12 K`, `-$3.50`. */
export function parseValue(text: string): Value {
  const trimmed = text.trim();
  const none = { text: trimmed, unit: '' };
  if (trimmed.length > longestShown) return none;
  const plain = plainSigns(trimmed).replaceAll('٫', '.');
  // The sign before a unit: `-$3.50`, `($3.50)`.
  const [, minus, bracketed] = /^(?:(-)(?![\d.,(-])|\((?![\d.,)+-])(.*)\)$)/.exec(plain) ?? [];
  const signed = bracketed ?? (minus ? plain.slice(1) : plain);
  const match = shown.exec(signed);
  const number = match?.[2] === undefined ? undefined : parseNumber(match[2]);
  if (!match || number === undefined) return none;
  const [, before, , letter, after] = match;
  const scale = letter ? (magnitudes[letter.toLowerCase()] as number) : 1;
  // 1.12 × 1000 is 1120, not 1120.0000000000002.
  const value = Number((number * scale * (minus || bracketed ? -1 : 1)).toPrecision(15));
  const unit = (before ?? after ?? '').trim();
  return letter
    ? { text: trimmed, number: value, unit, rounded: true }
    : { text: trimmed, number: value, unit };
}
