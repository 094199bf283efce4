import { harmless } from '../formula.ts';

const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/g, (char) => names[char] as string);

/** Rows with their depth in the tree, from 1; the first is the header. */
export interface TableRow {
  cells: readonly string[];
  level: number;
}

/** The two forms of a table on the clipboard. */
export interface ClipboardTable {
  html: string;
  text: string;
}

/** A text that would run as a formula stays one: so says Excel, LibreOffice and Google Sheets each in its own way. */
const asText = (cell: string): string =>
  harmless(cell) === cell
    ? ''
    : ` style="mso-number-format:'\\@'" sdnum="0;0;@" data-sheets-value="${html(JSON.stringify({ 1: 2, 2: cell }))}"`;

/** A table as it pastes into documents and mails, and as tab-separated text, for cells. */
export function clipboardTable([header, ...rows]: readonly TableRow[]): ClipboardTable {
  const head = (header?.cells ?? []).map((cell) => `<th align="left">${html(cell)}</th>`).join('');
  const body = rows
    .map(
      ({ cells, level }) =>
        `<tr>${cells.map((cell, at) => `<td${asText(cell)}>${at === 0 ? indent(level) : ''}${lines(cell)}</td>`).join('')}</tr>`,
    )
    .join('');
  return {
    html: `<table border="1" cellspacing="0" cellpadding="4"><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
    text: [...(header ? [header] : []), ...rows]
      .map(({ cells }) => cells.map(tabbed).join('\t'))
      .join('\r\n'),
  };
}

const indent = (level: number): string => '\u00a0\u00a0\u00a0'.repeat(Math.min(20, Math.max(0, level - 1)));
const lines = (text: string): string => html(text).replace(/\r\n?|\n/g, '<br>');
/** Spreadsheets take quoted cells that hold line breaks. */
const tabbed = (cell: string): string => {
  const text = harmless(cell);
  return /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll('\t', ' ')}"` : text;
};
