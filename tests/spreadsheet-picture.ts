import { csvRows } from '../lib/okr/csv.ts';

/** What of a file is of interest at a glance; ids are of none. */
const shown = ['Title', 'Owner', 'Object Type', 'Period', 'Progress %', 'Status'];
const widths = [300, 130, 100, 110, 90, 90];
const rows = 13;

/** The first rows of a CSV file as a spreadsheet shows them: HTML, as wide as its columns. */
export function spreadsheetHtml(csv: string, file: string): string {
  const [header, ...all] = [...csvRows(csv.replace(/^\uFEFF/, ''), ',')].map(({ cells }) => cells);
  const columns = shown.map((name) => header?.indexOf(name) ?? -1);
  const cells = [shown, ...all.slice(0, rows).map((row) => columns.map((at) => row[at] ?? ''))];
  const letters = shown.map((_, at) => `<th>${String.fromCharCode(65 + at)}</th>`).join('');
  const body = cells
    .map((row, at) => `<tr><th>${at + 1}</th>${row.map((cell) => `<td>${escaped(cell)}</td>`).join('')}</tr>`)
    .join('');
  const cols = [36, ...widths].map((width) => `<col style="width:${width}px">`).join('');
  return `<!doctype html><meta charset="utf-8"><style>
    body{margin:0;font:13px/20px system-ui;background:#fff;color:#242424}
    p{margin:0;padding:8px 12px;background:#107c41;color:#fff;font-weight:600}
    table{border-collapse:collapse;table-layout:fixed;width:100%}
    th{background:#f5f5f5;color:#616161;font-weight:400}
    th,td{border:1px solid #e0e0e0;padding:2px 8px;white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
    tr:nth-child(2) td{font-weight:600}td:nth-child(6){text-align:right}
  </style><p>${escaped(file)}</p><table><colgroup>${cols}</colgroup><tr><th></th>${letters}</tr>${body}</table>`;
}

/** Of all columns and the rows' numbers, CSS pixels. */
export const spreadsheetWidth = [36, ...widths].reduce((sum, width) => sum + width, 0);

const escaped = (text: string): string =>
  text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
