import type { Breath } from './breath.ts';
import { csvRows } from './csv.ts';
import { hasUnknown, headerAmong, knownIn, readHeader } from './header.ts';
import { limits } from './limits.ts';
import type { Report } from './model.ts';
import { textInOneColumn } from './one-column.ts';
import { addOwnCheckIns } from './own-check-ins.ts';
import { type FileReading, type Row, reportOf } from './table.ts';
import { takenIn } from './taken-at.ts';
import { decodeText } from './text.ts';
import { Troubles } from './troubles.ts';
import { type Holds, holding, sheetMark, takenMark } from './write/sheet.ts';
import { formatsOf } from './xlsx-formats.ts';
import { type SheetRow, sheetRows } from './xlsx-sheet.ts';
import { sharedStrings } from './xlsx-strings.ts';
import { attributeOf, tokensOf } from './xml.ts';
import { type Zip, ZipError } from './zip.ts';

/** A file, without its content. */
type Size = { name: string; bytes: number };

/** Whether a zip is a spreadsheet. */
export const isXlsx = ({ files }: Zip): boolean => files.some(({ name }) => /^\/?xl\//i.test(name));

/**
 * Reads the sheet that was open when the file was saved (where it holds no view, the first that does), and behind it the others
 * that have its columns. Of a workbook that this extension made the sheets that hold views.
 */
export async function readXlsx(file: Size, zip: Zip, reading: FileReading): Promise<Report[]> {
  const { troubles, breath } = reading;
  const reports: Report[] = [];
  try {
    const sheets = await sheetsIn(zip, { ...reading, breath: (share) => breath(0.4 * share) });
    for (const [i, { name, rows, takenAt }] of sheets.entries()) {
      const own = i === 0 ? troubles : new Troubles(file.name);
      const report = await reportIn(file, rows, { ...reading, troubles: own });
      // What the file is called may be anybody's.
      if (report && takenAt) Object.assign(report, { takenDay: undefined }, takenIn(takenAt));
      if (report) reports.push(sheets.length > 1 ? { ...report, name } : report);
    }
  } catch (error) {
    if (!(error instanceof ZipError)) throw error;
    troubles.add(error.code === 'tooBig' ? 'tooBig' : 'xlsxUnreadable');
  }
  return reports;
}

function reportIn(file: Size, rows: SheetRow[], reading: FileReading): Promise<Report | undefined> {
  const inner = textInOneColumn([rows[0]?.cells ?? []], Math.max(1, knownIn(rows[0]?.cells ?? [])));
  if (inner !== undefined) return reportInLines(file, rows, reading);
  const header = headerAmong(rows.slice(0, 30).map(({ cells }) => cells));
  const { at } = readHeader(rows[header ?? 0]?.cells ?? []);
  const linkOf = ({ links }: SheetRow) => links?.get(at.id ?? -1) ?? links?.get(at.title ?? -1);
  return reportOf(
    {
      file: { ...file, kind: 'xlsx' },
      rows: rows.map((row) => {
        const link = linkOf(row);
        return { row: row.row, cells: row.cells, texts: row.texts, ...(link && { link }) };
      }),
      usual: undefined,
    },
    reading,
  );
}

/** A CSV of which a spreadsheet has put whole lines into its first column. */
function reportInLines(file: Size, sheet: SheetRow[], reading: FileReading): Promise<Report | undefined> {
  const lines = sheet.map((row) => row.cells);
  const rows: Row[] = [];
  for (const { cells } of csvRows(textInOneColumn(lines, 1) ?? '', ','))
    rows.push({ row: rows.length + 1, cells });
  return reportOf({ file: { ...file, kind: 'xlsx' }, rows, usual: '.' }, reading);
}

interface Relationship {
  /** The last part of its type's address: `worksheet`. */
  type: string;
  target: string;
}

/** A sheet with its rows. */
interface ReadSheet {
  name: string;
  rows: SheetRow[];
  /** When its OKRs were exported, as a sheet of ours says. */
  takenAt?: string | undefined;
}

export async function sheetsIn(
  zip: Zip,
  { troubles, breath, learn }: Pick<FileReading, 'troubles' | 'breath'> & Partial<FileReading>,
): Promise<ReadSheet[]> {
  const { read, relationships } = partsIn(zip, breath);
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
  const { sheets, active, since1904, own, taken } = sheetsOf(workbook);
  const rowsIn = async (id: string | undefined): Promise<SheetRow[] | undefined> => {
    const sheet = related.get(id ?? '');
    const xml = sheet?.type === 'worksheet' ? await read(sheet.target) : undefined;
    if (xml === undefined) return;
    const targets = new Map(
      [...(await relationships(sheet?.target ?? ''))]
        .filter(([, { type }]) => type === 'hyperlink')
        .map(([key, { target }]) => [key, target]),
    );
    const rows = await sheetRows(xml, { strings, formats, since1904, targets }, troubles, breath);
    if (hasUnknown(rows.slice(0, 30).map(({ cells }) => cells))) await learn?.();
    return rows;
  };
  const found: ReadSheet[] = [];
  for (const at of new Set(own.okrs)) {
    const rows = await rowsIn(sheets[at]?.id);
    if (rows) found.push({ name: sheets[at]?.name ?? '', rows, takenAt: taken.get(at) });
  }
  const checkIns = found.length === 1 ? await rowsIn(sheets[own.checkIns[0] ?? -1]?.id) : undefined;
  if (checkIns) addOwnCheckIns(found[0]?.rows ?? [], checkIns, troubles);
  if (found.length > 0) return found;
  let noView: ReadSheet | undefined;
  for (const sheet of [sheets[active], ...sheets.filter((_, i) => i !== active)]) {
    if (!sheet || (found.some(hasTitle) && sheet.hidden)) continue;
    const rows = await rowsIn(sheet.id);
    if (!rows) continue;
    const one = { name: sheet.name, rows };
    if (headerOf(one)) found.push(one);
    noView ??= one;
  }
  // A table that counts OKRs by status has columns of theirs, too.
  const view = found.find(hasTitle) ?? found[0];
  if (view) return [view, ...found.filter((one) => one !== view && sameHeader(view, one))];
  if (!noView) throw new ZipError('zipUnreadable');
  return [noView];
}

/** A workbook's parts by their paths, whose names have no case. */
function partsIn(zip: Zip, breath: Breath) {
  const parts = new Map(zip.files.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  const read = async (path: string | undefined): Promise<string | undefined> => {
    const entry = parts.get(path?.toLowerCase() ?? '');
    return entry && decodeText(await zip.read(entry, limits.bytes, breath)).text;
  };
  const relationships = async (path: string) => relationsOf(path, (await read(relationsPath(path))) ?? '');
  return { read, relationships };
}

const headerCells = ({ rows }: ReadSheet): string[] | undefined => {
  const first = rows.slice(0, 30).map(({ cells }) => cells);
  return first[headerAmong(first) ?? -1];
};

const headerOf = (sheet: ReadSheet): string[] | undefined =>
  headerCells(sheet)
    ?.map((cell) => cell.trim().toLowerCase())
    .filter(Boolean);

function hasTitle(sheet: ReadSheet): boolean {
  const { at, titleGuessed } = readHeader(headerCells(sheet) ?? []);
  return at.title !== undefined && titleGuessed === undefined;
}

/** Another view, or week, of one workbook has the columns of the first, but for a few; a table of something else has not. */
function sameHeader(one: ReadSheet, two: ReadSheet): boolean {
  const [names, others] = [new Set(headerOf(one)), new Set(headerOf(two))];
  const shared = [...names].filter((name) => others.has(name)).length;
  return shared > 0.7 * Math.max(names.size, others.size);
}

/** Which sheets there are, by the ids of their relationships, and which of them a report was saved as. */
function sheetsOf(workbook: string) {
  const sheets: { id: string; name: string; hidden: boolean }[] = [];
  let active = 0;
  let since1904 = false;
  const own: Record<Holds, number[]> = { okrs: [], checkIns: [] };
  const taken = new Map<number, string>();
  let takenOf: number | undefined;
  for (const token of tokensOf(workbook)) {
    if (token.name === undefined && takenOf !== undefined)
      taken.set(takenOf, token.text.replaceAll('"', '').trim());
    if (token.closes) {
      takenOf = undefined;
      continue;
    }
    if (token.name === 'sheet')
      sheets.push({
        id: attributeOf(token, 'id') ?? '',
        name: attributeOf(token, 'name') ?? '',
        hidden: /hidden/i.test(attributeOf(token, 'state') ?? ''),
      });
    else if (token.name === 'workbookView') active = Number(attributeOf(token, 'activeTab') ?? 0);
    else if (token.name === 'workbookPr')
      since1904 = /^(?:1|true|on)$/.test(attributeOf(token, 'date1904') ?? '');
    else if (token.name === 'definedName') {
      const holds = holding.find((what) => attributeOf(token, 'name') === sheetMark(what));
      const sheet = Number(attributeOf(token, 'localSheetId'));
      if (holds) own[holds].push(sheet);
      else if (attributeOf(token, 'name') === takenMark) takenOf = sheet;
    }
  }
  return { sheets, active, since1904, own, taken };
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
