const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/g, (char) => names[char] as string);

/** Rows with their depth in the tree, from 1; the first is the header. */
export interface TableRow {
  cells: readonly string[];
  level: number;
}

/**
 * A table as it pastes into documents and mails, and as tab-separated text, for cells. Without styles: where the page's own
 * policy forbids them, the browser takes them away.
 */
export function clipboardTable([header, ...rows]: readonly TableRow[]): { html: string; text: string } {
  const head = (header?.cells ?? []).map((cell) => `<th align="left">${html(cell)}</th>`).join('');
  const body = rows
    .map(
      ({ cells, level }) =>
        `<tr>${cells.map((cell, at) => `<td>${at === 0 ? indent(level) : ''}${lines(cell)}</td>`).join('')}</tr>`,
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
const tabbed = (text: string): string =>
  /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll('\t', ' ')}"` : text;
