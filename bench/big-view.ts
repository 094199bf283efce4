import { readFileSync } from 'node:fs';
import { csvRows } from '../lib/okr/csv.ts';

const file = 'tests/fixtures/okr/VivaGoals_15999_board_review_2025_05_12_1747040400.csv';

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** A view of so many OKRs with their check-ins: one organization again and again, each time with ids of its own. */
export function bigView(count: number): Buffer {
  const [header, ...rows] = [...csvRows(readFileSync(file, 'utf8'), ',')].map(({ cells }) => cells);
  const okrs = rows.filter((cells) => cells.length > 1);
  const width = Math.max(...okrs.map(({ length }) => length));
  const lines = [
    [...(header ?? []), ...Array(Math.max(0, width - (header?.length ?? 0))).fill('')].map(quoted).join(','),
  ];
  const alignedTo = header?.findIndex((name) => name.startsWith('Aligned To')) ?? -1;
  for (let at = 0; at < count; at++) {
    const round = Math.floor(at / okrs.length);
    const cells = [...(okrs[at % okrs.length] ?? [])];
    cells[0] = String(Number(cells[0]) + round * 10_000_000);
    cells[1] = `${cells[1]} ${round}`;
    cells[alignedTo] = (cells[alignedTo] ?? '').replace(
      /Id: (\d+)/g,
      (_, id) => `Id: ${Number(id) + round * 10_000_000}`,
    );
    lines.push(cells.map(quoted).join(','));
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n`);
}
