import { type ClipboardTable, clipboardTable } from '../../lib/okr/write/clipboard.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { ColumnKey, Opened, Query, RowView, Shown } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { columnText, formatPercent, statusText } from './format.ts';
import { columnFor } from './grid/columns.ts';

/** Puts the rows that are shown on the clipboard: as a table, and tab-separated. @returns how many */
export async function copyTable(ask: Ask, shown: Shown, query: Query, opened: Opened): Promise<number> {
  const names = new Map(opened.columns.map(({ key, name }) => [key, name]));
  const header = query.columns.map((key) => columnFor(key, names.get(key)).label);
  const made = ask('rows', { from: 0, count: shown.visible }).then((rows) =>
    clipboardTable([
      { cells: header, level: 1 },
      ...rows.map((row) => ({ cells: query.columns.map((key) => textOf(row, key)), level: row.level })),
    ]),
  );
  // The browser's newer way takes away what tells a spreadsheet that a text is one.
  if (!copyByEvent(await made)) await copyByApi(await made);
  return shown.visible;
}

function copyByApi({ html, text }: ClipboardTable): Promise<void> {
  const blob = (content: string, type: string) => new Blob([content], { type });
  const item = { 'text/html': blob(html, 'text/html'), 'text/plain': blob(text, 'text/plain') };
  return navigator.clipboard.write([new ClipboardItem(item)]);
}

/** @returns false where the browser takes the click for too long ago */
function copyByEvent({ html, text }: ClipboardTable): boolean {
  let copied = false;
  const onCopy = (event: ClipboardEvent) => {
    event.preventDefault();
    event.clipboardData?.setData('text/html', html);
    event.clipboardData?.setData('text/plain', text);
    copied = true;
  };
  document.addEventListener('copy', onCopy);
  const done = document.execCommand('copy');
  document.removeEventListener('copy', onCopy);
  return done && copied;
}

function textOf(row: RowView, key: ColumnKey): string {
  if (key === 'title') return row.title || t('report_untitled');
  if (key === 'status') return row.status ? statusText(row.status) : '';
  if (key === 'progress') return row.progress === undefined ? '' : formatPercent(row.progress);
  return columnText(key, row.cells[key]);
}
