import { tokensOf } from './xml.ts';

/** Excel's way to write characters that XML has not: `_x000D_`. */
export const unescaped = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([\da-f]{4})_/gi, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
    : text;

/** The texts that cells refer to by number, runs of rich text joined. */
export function* sharedStrings(xml: string): Generator<string> {
  let text = '';
  let taking = false;
  // How Japanese is spoken stands beside the text.
  let phonetic = false;
  for (const { name, closes, text: part } of tokensOf(xml))
    switch (name) {
      case undefined:
        if (taking && !phonetic) text += part;
        break;
      case 't':
        taking = !closes;
        break;
      case 'rPh':
        phonetic = !closes;
        break;
      case 'si':
        if (closes) yield unescaped(text);
        text = '';
        break;
    }
}
