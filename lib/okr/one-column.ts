import { csvRows } from './csv.ts';
import { knownIn } from './header.ts';

/**
 * The text of a CSV that a spreadsheet has put into one column, because it expected semicolons: whole lines stand in the first cells,
 * and what had semicolons in it goes on in the next ones.
 * @param known how many of its headers are known as it stands: there have to be more
 * @returns undefined where it is none
 */
export function textInOneColumn(rows: Iterable<readonly string[]>, known: number): string | undefined {
  const lines: string[] = [];
  for (const cells of rows) {
    let end = cells.length;
    while (end > 0 && !cells[end - 1]) end--;
    const line = cells.slice(0, end).join(';');
    if (lines.length === 0) {
      if (!line) continue;
      for (const { cells: inner } of csvRows(line, ',')) {
        if (knownIn(inner) <= known) return;
        break;
      }
    }
    lines.push(line);
  }
  return lines.length > 0 ? lines.join('\n') : undefined;
}
