import type { Breath } from '../breath.ts';
import { columnName, sheetNames } from './names.ts';
import { pack } from './pack.ts';
import { main, office, relationshipsXml } from './relationships.ts';
import { sharedStrings } from './shared-strings.ts';
import { type Cut, most, type Sheet, sheetMark, takenMark } from './sheet.ts';
import { sheetParts } from './sheet-xml.ts';
import { stylesXml } from './styles.ts';
import { xmlText } from './xml-text.ts';

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const coreProperties =
  'http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties';
const types = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/**
 * A workbook (ECMA-376, transitional) with frozen headers and filters.
 * @param title of the document
 * @returns its bytes, and what did not fit
 * @throws the breath's reason
 */
export async function writeXlsx(
  sheets: readonly Sheet[],
  title: string,
  breath: Breath,
): Promise<{ bytes: Uint8Array; cut: Cut }> {
  const strings = sharedStrings();
  const cut: Cut = { rows: 0, cells: 0, links: 0 };
  // Content types first: some readers look at the first entry.
  const parts: Record<string, string> = { '[Content_Types].xml': contentTypes(sheets.length) };
  const names = sheetNames(sheets.map(({ name }) => name));
  for (const [at, sheet] of sheets.entries()) {
    const { xml, links } = await sheetParts(sheet, { strings, cut, breath });
    parts[`xl/worksheets/sheet${at + 1}.xml`] = declaration + xml;
    if (links) parts[`xl/worksheets/_rels/sheet${at + 1}.xml.rels`] = declaration + links;
  }
  parts['xl/sharedStrings.xml'] = declaration + strings.xml();
  parts['xl/styles.xml'] = declaration + stylesXml;
  parts['xl/workbook.xml'] = declaration + workbookXml(sheets, names);
  parts['xl/_rels/workbook.xml.rels'] =
    declaration +
    relationshipsXml([
      ...sheets.map((_, at) => [`${office}/worksheet`, `worksheets/sheet${at + 1}.xml`] as const),
      [`${office}/styles`, 'styles.xml'],
      [`${office}/sharedStrings`, 'sharedStrings.xml'],
    ]);
  parts['_rels/.rels'] =
    declaration +
    relationshipsXml([
      [`${office}/officeDocument`, 'xl/workbook.xml'],
      [coreProperties, 'docProps/core.xml'],
    ]);
  parts['docProps/core.xml'] =
    `${declaration}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>${xmlText(title)}</dc:title></cp:coreProperties>`;
  const bytes = await pack(Object.entries(parts), (share) => breath(0.7 + 0.3 * share));
  return { bytes, cut };
}

function workbookXml(sheets: readonly Sheet[], names: readonly string[]): string {
  const filters = sheets.map(({ columns, rows, holds, takenAt }, at) => {
    const name = `'${(names[at] as string).replaceAll("'", "''")}'`;
    const last = Math.min(rows.length + 1, most.rows);
    const cells = `${xmlText(name)}!$A$1:$${columnName(Math.min(columns.length, most.columns) - 1)}$${last}`;
    const marks = ['_xlnm._FilterDatabase', ...(holds ? [sheetMark(holds)] : [])].map((known) => [
      known,
      cells,
    ]);
    if (takenAt) marks.push([takenMark, `"${takenAt}"`]);
    return marks
      .map(
        ([known, is]) => `<definedName name="${known}" localSheetId="${at}" hidden="1">${is}</definedName>`,
      )
      .join('');
  });
  return `<workbook xmlns="${main}" xmlns:r="${office}"><bookViews><workbookView/></bookViews><sheets>${names
    .map((name, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`)
    .join('')}</sheets><definedNames>${filters.join('')}</definedNames></workbook>`;
}

const contentTypes = (sheets: number): string =>
  `${declaration}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${types}.sheet.main+xml"/>${Array.from(
    { length: sheets },
    (_, at) =>
      `<Override PartName="/xl/worksheets/sheet${at + 1}.xml" ContentType="${types}.worksheet+xml"/>`,
  ).join(
    '',
  )}<Override PartName="/xl/styles.xml" ContentType="${types}.styles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="${types}.sharedStrings+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;
