import { rowsAtOnce } from './breath.ts';
import { csvRows } from './csv.ts';
import { enough, hasUnknown, headerAmong, knownIn } from './header.ts';
import { limits } from './limits.ts';
import type { Report } from './model.ts';
import { textInOneColumn } from './one-column.ts';
import { cellsBeforeCheckIns, type FileReading, headerWithin, type Row, reportOf } from './table.ts';
import { decodeText } from './text.ts';

const delimiters = [',', ';', '\t', '|'];

/** Reads an exported view, also one that a spreadsheet has written again with another delimiter. */
export async function readCsv(
  { name, bytes }: { name: string; bytes: Uint8Array },
  reading: FileReading,
): Promise<Report | undefined> {
  const { troubles, breath } = reading;
  const { text: all, guessed, damaged } = decodeText(bytes);
  if (guessed) troubles.add('encodingGuessed');
  if (damaged) troubles.add('unknownCharacters');
  const { text, start, delimiter } = await tableIn(all, reading.learn);
  // As `write/csv` begins, which puts apostrophes before what would run.
  const own = bytes[0] === 0xef && /^[^\n]*\r\n/.test(text);
  const rows: Row[] = [];
  // "sep=;" is a row of its own to a spreadsheet too.
  let row = start > 0 ? 1 : 0;
  let read = 0;
  const wanted = { cells: Number.POSITIVE_INFINITY, places: 0 };
  for (const csvRow of csvRows(start > 0 ? text.slice(start) : text, delimiter, wanted, own)) {
    const { cells, places, tail } = csvRow;
    row++;
    read += cells.length + (places ? 1 : 0);
    if (csvRow.quoteNotClosed) troubles.add('quoteNotClosed', { row });
    if (csvRow.cellCut) troubles.add('cellCut', { row });
    if (csvRow.tooManyColumns) troubles.add('tooManyCells', { row });
    if (!tail && (places ? places.blank : cells.every((cell) => cell === ''))) continue;
    if (rows.length > limits.rows) {
      troubles.add('tooManyCells', { row });
      break;
    }
    rows.push({ row, cells: places ?? cells, tail });
    if (rows.length === headerWithin) {
      const before = cellsBeforeCheckIns(rows);
      if (before) Object.assign(wanted, { cells: 0, places: before });
    }
    if (row % rowsAtOnce === 0) await breath(0.4 * Math.min(1, (row * 900) / text.length));
  }
  if (read === 0 || rows.length === 0) {
    troubles.add('empty');
    return;
  }
  const file = { name, bytes: bytes.length, kind: 'csv' as const };
  return reportOf({ file, rows, usual: delimiter === ',' ? '.' : undefined }, reading);
}

/** The text that holds the table, once its columns are known as far as anybody knows them. */
async function tableIn(text: string, learn: () => Promise<void>) {
  let found = delimiterOf(text);
  if (found.unknown) {
    await learn();
    found = delimiterOf(text);
  }
  const inner = textInOneColumn(cellsOf(text), found.known);
  return inner === undefined ? { ...found, text } : { ...delimiterOf(inner), text: inner };
}

function* cellsOf(text: string): Generator<string[]> {
  for (const { cells } of csvRows(text, ';')) yield cells;
}

interface Delimited {
  start: number;
  delimiter: string;
  known: number;
  /** Nobody knows some of its columns. */
  unknown: boolean;
}

/** The delimiter by which the most known headers are found, how many these are, and where the table begins. */
function delimiterOf(text: string): Delimited {
  const told = /^sep=(.)(?:\r\n?|\n)/i.exec(text.slice(0, 20));
  const start = told?.[0].length ?? 0;
  let best: Delimited | undefined;
  for (const delimiter of told ? [told[1] as string] : delimiters) {
    const rows: string[][] = [];
    for (const { cells } of csvRows(text.slice(start, start + 200_000), delimiter))
      if (rows.push(cells) >= 30) break;
    const known = knownIn(rows[headerAmong(rows) ?? -1] ?? []);
    if (!best || known > best.known) best = { delimiter, start, known, unknown: hasUnknown(rows) };
    if (known >= enough) break;
  }
  return best as Delimited;
}
