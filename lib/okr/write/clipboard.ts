const names: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const html = (text: string): string => text.replace(/[&<>"]/g, (char) => names[char] as string);

/** Rows with their depth in the tree, from 1; the first is the header. */
export interface TableRow {
  cells: readonly string[];
  level: number;
}

/** A table as it pastes into documents and mails, and as tab-separated text, for cells. */
export function clipboardTable([header, ...rows]: readonly TableRow[]): { html: string; text: string } {
  const head = (header?.cells ?? [])
    .map((cell) => `<th style="text-align:start;border-bottom:1px solid #888">${html(cell)}</th>`)
    .join('');
  const body = rows
    .map(
      ({ cells, level }) =>
        `<tr>${cells
          .map((cell, at) =>
            at === 0 && level > 1
              ? `<td style="padding-inline-start:${(level - 1) * 12}pt">${lines(cell)}</td>`
              : `<td>${lines(cell)}</td>`,
          )
          .join('')}</tr>`,
    )
    .join('');
  return {
    html: `<meta charset="utf-8"><table><thead><tr>${head}</tr></thead><tbody>${body}</tbody></table>`,
    text: [...(header ? [header] : []), ...rows]
      .map(({ cells }) => cells.map(tabbed).join('\t'))
      .join('\r\n'),
  };
}

const lines = (text: string): string => html(text).replace(/\r\n?|\n/g, '<br>');
/** Spreadsheets take quoted cells that hold line breaks. */
const tabbed = (text: string): string =>
  /[\t\r\n"]/.test(text) ? `"${text.replaceAll('"', '""').replaceAll('\t', ' ')}"` : text;
