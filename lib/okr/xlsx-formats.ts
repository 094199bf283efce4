import { serialInstant } from './values.ts';
import { attributeOf, tokensOf } from './xml.ts';

/** What a number is shown as. */
export type Format = 'date' | 'percent' | undefined;

/** ECMA-376 part 1, 18.8.30; those between 27 and 58 are dates in East Asia. */
const builtIn = (id: number): Format => {
  if (id === 9 || id === 10) return 'percent';
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58)
    ? 'date'
    : undefined;
};

/** Excel lets none be longer. */
const longest = 255;

function formatOf(code: string): Format {
  // Without texts, escaped characters, colours and conditions; of several sections the first.
  const bare = code
    .slice(0, longest)
    .replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '')
    .split(';')[0] as string;
  if (/[ymdhs]/i.test(bare) && !/general/i.test(bare)) return 'date';
  return bare.includes('%') ? 'percent' : undefined;
}

/** By the number of a cell's style. */
export function formatsOf(styles: string): Format[] {
  const own = new Map<number, Format>();
  const formats: Format[] = [];
  let inCells = false;
  for (const token of tokensOf(styles)) {
    if (token.name === 'cellXfs') inCells = !token.closes;
    else if (token.closes) continue;
    else if (token.name === 'numFmt')
      own.set(Number(attributeOf(token, 'numFmtId')), formatOf(attributeOf(token, 'formatCode') ?? ''));
    else if (token.name === 'xf' && inCells) {
      const id = Number(attributeOf(token, 'numFmtId') ?? 0);
      formats.push(own.has(id) ? own.get(id) : builtIn(id));
    }
  }
  return formats;
}

/** Days from 1899-12-30 to 1904-01-01, from which old Macs count. */
const to1904 = 1462;

/** A number as the CSV of a view writes it: `2025-01-31`, `2024-12-09 14:36:20 UTC`, `42.92%`, `100`. */
export function numberText(text: string, format: Format, since1904: boolean): string {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value)) return text;
  const instant = format === 'date' ? serialInstant(value + (since1904 ? to1904 : 0)) : undefined;
  if (instant) return instant.replace('T', ' ').replace('Z', ' UTC');
  // Spreadsheets show 15 digits; what is beyond is noise, and of a longer number nobody knows the last ones.
  const digits = (number: number) =>
    Math.abs(number) < 1e15 ? String(Number(number.toPrecision(15))) : number.toExponential(14);
  return format === 'percent' ? `${digits(value * 100)}%` : digits(value);
}
