const special = /[&<>"]/g;
const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** What XML does not take, and what no text has. */
const illegal = /(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu;
/** What would be read as an escape. */
const looksEscaped = /_(?=x[0-9A-Fa-f]{4}_)/g;

const hex = (char: string): string => `_x${char.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`;

/** Text within XML, as spreadsheets have it: what XML does not take is `_xHHHH_`. */
export const xmlText = (text: string): string =>
  text
    .replace(looksEscaped, '_x005F_')
    .replace(special, (char) => names[char] as string)
    .replace(illegal, hex)
    .replace(/\r\n?/g, '\n');
