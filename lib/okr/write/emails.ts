import { csvRows } from '../csv.ts';
import { decodeText } from '../text.ts';

const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const mostRows = 200_000;

/**
 * Addresses out of a table that somebody brings: each row's first cell that is an address, and the texts beside it, any of
 * which may be the name.
 * @returns by the name in lower case
 */
export function readEmails(bytes: Uint8Array): Map<string, string> {
  const { text } = decodeText(bytes);
  const start = text.slice(0, 2000);
  const count = (mark: string) => start.split(mark).length;
  const delimiter = [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  const found = new Map<string, string>();
  let rows = 0;
  for (const { cells } of csvRows(text, delimiter)) {
    if (++rows > mostRows) break;
    const email = cells.map((cell) => cell.trim()).find((cell) => address.test(cell));
    if (!email) continue;
    const names = cells.map((cell) => cell.trim()).filter((cell) => cell && !cell.includes('@'));
    for (const name of [...names, names.slice(0, 2).join(' ')])
      if (name && !found.has(name.toLowerCase())) found.set(name.toLowerCase(), email);
  }
  return found;
}
