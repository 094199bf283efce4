import type { Breath } from './breath.ts';
import { headerAmong, readHeader } from './header.ts';
import { limits } from './limits.ts';
import type { Kind, Report } from './model.ts';
import { addOwnCheckIns } from './own-check-ins.ts';
import { reportOf } from './table.ts';
import { decodeText } from './text.ts';
import type { Troubles } from './troubles.ts';
import { type Holds, holding, sheetMark } from './write/sheet.ts';
import { formatsOf } from './xlsx-formats.ts';
import { type SheetRow, sheetRows } from './xlsx-sheet.ts';
import { sharedStrings } from './xlsx-strings.ts';
import { attributeOf, tokensOf } from './xml.ts';
import { type Zip, ZipError } from './zip.ts';

/** Whether a zip is a spreadsheet. */
export const isXlsx = ({ files }: Zip): boolean => files.some(({ name }) => /^\/?xl\//i.test(name));

/** Reads the sheet that was open when the file was saved; where it holds no view, the first that does. */
export async function readXlsx(
  file: { name: string; bytes: number },
  zip: Zip,
  words: ReadonlyMap<string, Kind> | undefined,
  troubles: Troubles,
  breath: Breath,
): Promise<Report | undefined> {
  try {
    const rows = await rowsOf(zip, troubles, (share) => breath(0.4 * share));
    const header = headerAmong(rows.slice(0, 30).map(({ cells }) => cells));
    const { at } = readHeader(rows[header ?? 0]?.cells ?? []);
    const linkOf = ({ links }: SheetRow) => links?.get(at.id ?? -1) ?? links?.get(at.title ?? -1);
    return await reportOf(
      {
        file: { ...file, kind: 'xlsx' },
        rows: rows.map((row) => {
          const link = linkOf(row);
          return { row: row.row, cells: row.cells, ...(link && { link }) };
        }),
        decimalComma: false,
      },
      words,
      troubles,
      breath,
    );
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    troubles.add(error.code === 'tooBig' ? 'tooBig' : 'xlsxUnreadable');
    return;
  }
}

interface Relationship {
  /** The last part of its type's address: `worksheet`. */
  type: string;
  target: string;
}

export async function rowsOf(zip: Zip, troubles: Troubles, breath: Breath): Promise<SheetRow[]> {
  // Names of parts have no case.
  const parts = new Map(zip.files.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  const read = async (path: string | undefined): Promise<string | undefined> => {
    const entry = parts.get(path?.toLowerCase() ?? '');
    return entry && decodeText(await zip.read(entry, limits.bytes, breath)).text;
  };
  const relationships = async (path: string) => relationsOf(path, (await read(relationsPath(path))) ?? '');

  const root = [...(await relationships('')).values()].find(({ type }) => type === 'officeDocument');
  const path = root?.target ?? 'xl/workbook.xml';
  const workbook = await read(path);
  if (workbook === undefined) throw new ZipError('zipUnreadable');
  const related = await relationships(path);
  const partOf = (type: string) => read([...related.values()].find((one) => one.type === type)?.target);
  const strings: string[] = [];
  for (const text of sharedStrings((await partOf('sharedStrings')) ?? '')) {
    strings.push(text);
    await breath(0.3);
  }
  const formats = formatsOf((await partOf('styles')) ?? '');
  const { sheets, active, since1904, own } = sheetsOf(workbook);
  const rowsIn = async (id: string | undefined): Promise<SheetRow[] | undefined> => {
    const sheet = related.get(id ?? '');
    const xml = sheet?.type === 'worksheet' ? await read(sheet.target) : undefined;
    if (xml === undefined) return;
    const targets = new Map(
      [...(await relationships(sheet?.target ?? ''))]
        .filter(([, { type }]) => type === 'hyperlink')
        .map(([key, { target }]) => [key, target]),
    );
    return await sheetRows(xml, { strings, formats, since1904, targets }, troubles, breath);
  };
  if (own.okrs !== undefined && own.checkIns !== undefined) {
    const [okrs, checkIns] = [await rowsIn(sheets[own.okrs]), await rowsIn(sheets[own.checkIns])];
    if (okrs && checkIns) addOwnCheckIns(okrs, checkIns, troubles);
    if (okrs) return okrs;
  }
  let first: SheetRow[] | undefined;
  for (const id of [sheets[active], ...sheets.filter((_, i) => i !== active)]) {
    const rows = await rowsIn(id);
    if (rows && headerAmong(rows.slice(0, 30).map(({ cells }) => cells)) !== undefined) return rows;
    first ??= rows;
  }
  if (!first) throw new ZipError('zipUnreadable');
  return first;
}

/** Which sheets there are, by the ids of their relationships, and which of them a report was saved as. */
function sheetsOf(workbook: string) {
  const sheets: string[] = [];
  let active = 0;
  let since1904 = false;
  const own: Partial<Record<Holds, number>> = {};
  for (const token of tokensOf(workbook)) {
    if (token.closes) continue;
    if (token.name === 'sheet') sheets.push(attributeOf(token, 'id') ?? '');
    else if (token.name === 'workbookView') active = Number(attributeOf(token, 'activeTab') ?? 0);
    else if (token.name === 'workbookPr')
      since1904 = /^(?:1|true|on)$/.test(attributeOf(token, 'date1904') ?? '');
    else if (token.name === 'definedName') {
      const holds = holding.find((what) => attributeOf(token, 'name') === sheetMark(what));
      if (holds) own[holds] = Number(attributeOf(token, 'localSheetId'));
    }
  }
  return { sheets, active, since1904, own };
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

const relationsPath = (path: string): string =>
  `${folderOf(path)}_rels/${path.slice(folderOf(path).length)}.rels`;

function relationsOf(path: string, xml: string): Map<string, Relationship> {
  const found = new Map<string, Relationship>();
  for (const token of tokensOf(xml)) {
    if (token.name !== 'Relationship' || token.closes) continue;
    const type = attributeOf(token, 'Type') ?? '';
    const target = attributeOf(token, 'Target') ?? '';
    const external = attributeOf(token, 'TargetMode')?.toLowerCase() === 'external';
    found.set(attributeOf(token, 'Id') ?? '', {
      type: type.slice(type.lastIndexOf('/') + 1),
      target: external ? target : resolved(folderOf(path), target),
    });
  }
  return found;
}

/** `../sharedStrings.xml` in `xl/worksheets/` is `xl/sharedStrings.xml`. */
function resolved(folder: string, target: string): string {
  const parts: string[] = [];
  for (const part of `${target.startsWith('/') ? '' : folder}${target}`.split('/'))
    if (part === '..') parts.pop();
    else if (part && part !== '.') parts.push(part);
  return parts.join('/');
}
