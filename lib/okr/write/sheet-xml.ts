import type { Breath } from '../breath.ts';
import { columnName } from './names.ts';
import { main, office, relationshipsXml } from './relationships.ts';
import type { SharedStrings } from './shared-strings.ts';
import { type Cut, most, type Sheet, type SheetCell } from './sheet.ts';
import { headerStyle, linkStyle, styleOf } from './styles.ts';

/** What the sheets of a workbook are written with. */
export interface Writing {
  strings: SharedStrings;
  cut: Cut;
  breath: Breath;
}

/** What the rows of a worksheet become. */
interface Written {
  lines: string[];
  links: [place: string, address: string][];
  /** How deep the deepest is. */
  deepest: number;
}

/** A worksheet and, where it has links, its relationships. */
export async function sheetParts(
  { columns: allColumns, rows: allRows }: Sheet,
  writing: Writing,
): Promise<{ xml: string; links: string }> {
  const columns = allColumns.slice(0, most.columns);
  const rows = allRows.slice(0, most.rows - 1);
  writing.cut.rows += allRows.length - rows.length;
  const letters = columns.map((_, at) => columnName(at));
  const names = columns.map(({ name }) => name);
  const head = row(1, names, letters, writing, { style: headerStyle });
  const { lines, links, deepest } = await written(rows, letters, writing);
  const last = `${letters.at(-1) ?? 'A'}${rows.length + 1}`;
  const hyperlinks = links.map(([place], at) => `<hyperlink ref="${place}" r:id="rId${at + 1}"/>`).join('');
  const xml = [
    `<worksheet xmlns="${main}" xmlns:r="${office}"><sheetPr><outlinePr summaryBelow="0"/></sheetPr><dimension ref="A1:${last}"/>`,
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft"/></sheetView></sheetViews>',
    `<sheetFormatPr defaultRowHeight="15"${deepest > 0 ? ` outlineLevelRow="${deepest}"` : ''}/>`,
    columns.length > 0 ? `<cols>${columns.map(columnXml).join('')}</cols>` : '',
    `<sheetData>${head}${lines.join('')}</sheetData>`,
    columns.length > 0 ? `<autoFilter ref="A1:${last}"/>` : '',
    hyperlinks ? `<hyperlinks>${hyperlinks}</hyperlinks>` : '',
    '</worksheet>',
  ].join('');
  return { xml, links: links.length > 0 ? relationshipsOf(links) : '' };
}

const columnXml = ({ width }: Sheet['columns'][number], at: number): string =>
  `<col min="${at + 1}" max="${at + 1}" width="${Math.min(255, Math.max(4, width))}" customWidth="1"/>`;

const relationshipsOf = (links: Written['links']): string =>
  relationshipsXml(
    links.map(([, address]) => [`${office}/hyperlink`, address]),
    ' TargetMode="External"',
  );

async function written(
  rows: readonly Sheet['rows'][number][],
  letters: readonly string[],
  writing: Writing,
): Promise<Written> {
  const links: Written['links'] = [];
  const lines: string[] = [];
  let deepest = 0;
  for (let at = 0; at < rows.length; at++) {
    const { cells, outline = 0, links: own = [] } = rows[at] as Sheet['rows'][number];
    const number = at + 2;
    const linked = new Set<number>();
    for (const [column, told] of own) {
      // An address that is none makes Excel repair the whole file.
      const address = URL.canParse(told) ? new URL(told).href : '';
      if (!address || links.length >= most.links || address.length > 2000) writing.cut.links++;
      else if (column < letters.length) {
        links.push([`${letters[column]}${number}`, address]);
        linked.add(column);
      }
    }
    const level = Math.min(most.outline, outline);
    deepest = Math.max(deepest, level);
    lines.push(row(number, cells, letters, writing, { level, linked }));
    await writing.breath((0.7 * at) / rows.length);
  }
  return { lines, links, deepest };
}

interface RowStyle {
  style?: number;
  level?: number;
  linked?: ReadonlySet<number>;
}

function row(
  number: number,
  cells: readonly SheetCell[],
  letters: readonly string[],
  { strings, cut }: Writing,
  { style = 0, level = 0, linked }: RowStyle,
): string {
  let xml = level > 0 ? `<row r="${number}" outlineLevel="${level}">` : `<row r="${number}">`;
  for (let at = 0; at < letters.length; at++) {
    const cell = cells[at];
    if (cell === undefined || cell === '') continue;
    const place = `${letters[at]}${number}`;
    if (typeof cell === 'string') {
      const styled = linked?.has(at) ? linkStyle : style;
      xml += `<c r="${place}"${styled ? ` s="${styled}"` : ''} t="s"><v>${strings.placeOf(fitting(cell, cut))}</v></c>`;
    } else {
      const value = typeof cell === 'number' ? cell : cell.number;
      const format = typeof cell === 'number' ? 0 : styleOf[cell.format];
      if (Number.isFinite(value))
        xml += `<c r="${place}"${format ? ` s="${format}"` : ''}><v>${value}</v></c>`;
    }
  }
  return `${xml}</row>`;
}

/** A cell holds so many characters; the rest is left out and counted. */
function fitting(text: string, cut: Cut): string {
  if (text.length <= most.cell) return text;
  cut.cells++;
  return `${text.slice(0, most.cell - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}
