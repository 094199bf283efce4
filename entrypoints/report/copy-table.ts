import { clipboardTable } from '../../lib/okr/write/clipboard.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { ColumnKey, Opened, Query, RowView, Shown } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { formatCell, formatDay, formatPercent, statusText } from './format.ts';
import { columnFor } from './grid/columns.ts';

const days = new Set<ColumnKey>(['startDate', 'endDate', 'createdAt', 'lastCheckIn']);

/** Puts the rows that are shown on the clipboard: as a table, and tab-separated. @returns how many */
export async function copyTable(ask: Ask, shown: Shown, query: Query, opened: Opened): Promise<number> {
  const names = new Map(opened.columns.map(({ key, name }) => [key, name]));
  const header = query.columns.map((key) => columnFor(key, names.get(key)).label);
  // The promise goes in, so that the click still counts where making it takes a while.
  const made = ask('rows', { from: 0, count: shown.visible }).then((rows) =>
    clipboardTable([
      { cells: header, level: 1 },
      ...rows.map((row) => ({ cells: query.columns.map((key) => textOf(row, key)), level: row.level })),
    ]),
  );
  const blob = (type: 'html' | 'text') =>
    made.then((table) => new Blob([table[type]], { type: type === 'html' ? 'text/html' : 'text/plain' }));
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ 'text/html': blob('html'), 'text/plain': blob('text') }),
    ]);
  } catch {
    copyByEvent(await made);
  }
  return shown.visible;
}

/** The older way, where the newer one is refused. */
function copyByEvent({ html, text }: { html: string; text: string }): void {
  let copied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/html', html);
    event.clipboardData?.setData('text/plain', text);
    copied = true;
  };
  document.addEventListener('copy', onCopy);
  document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  if (!copied) throw new Error('clipboard');
}

function textOf(row: RowView, key: ColumnKey): string {
  if (key === 'title') return row.title || t('report_untitled');
  if (key === 'status') return row.status ? statusText(row.status) : '';
  if (key === 'progress') return row.progress === undefined ? '' : formatPercent(row.progress);
  const cell = row.cells[key];
  return days.has(key) && typeof cell === 'string' ? formatDay(cell) : formatCell(cell);
}
