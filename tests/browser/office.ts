import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { attributeOf, type Token, tokensOf } from '../../lib/okr/xml.ts';
import { ensureTool } from './tools.ts';

/** What LibreOffice takes a cell for; a date is as ISO 8601 has it, 25 % is 0.25. */
type OfficeValue = string | number | { percent: number } | { date: string };

interface OfficeCell {
  value: OfficeValue;
  formula?: string;
  link?: string;
}

export interface OfficeBook {
  sheets: OfficeSheet[];
  /** Ranges that have a filter: `OKRs.A1:OKRs.C9`. */
  filters: string[];
}

export interface OfficeSheet {
  name: string;
  rows: { /** From 0. */ outline: number; cells: (OfficeCell | undefined)[] }[];
}

/**
 * Opens a spreadsheet in LibreOffice, or a table as it is pasted there, and tells what it finds.
 * @throws what LibreOffice says if it does not open it
 */
export async function openInOffice(bytes: Uint8Array, kind: 'xlsx' | 'html' = 'xlsx'): Promise<OfficeBook> {
  const soffice = ensureTool('libreoffice');
  const folder = await mkdtemp(join(tmpdir(), 'export-view-office-'));
  try {
    const book = join(folder, `book.${kind}`);
    await writeFile(book, bytes);
    // A profile of its own: two at a time would hand the work to each other.
    const profile = `-env:UserInstallation=${pathToFileURL(join(folder, 'profile'))}`;
    const as = kind === 'html' ? ['--infilter=HTML (StarCalc)'] : [];
    const convert = [...as, '--convert-to', 'fods', '--outdir', folder, book];
    const { stdout, stderr } = await promisify(execFile)(soffice, [profile, '--headless', ...convert], {
      timeout: 120_000,
    });
    const document = await readFile(join(folder, 'book.fods'), 'utf8').catch(() => {
      throw new Error(`LibreOffice does not open it: ${stdout}${stderr}`);
    });
    return bookOf(document);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Of a flat OpenDocument spreadsheet. */
function bookOf(document: string): OfficeBook {
  const sheets: OfficeSheet[] = [];
  const filters: string[] = [];
  let sheet: OfficeSheet | undefined;
  let row: OfficeSheet['rows'][number] | undefined;
  let cell: { found: OfficeCell; text: string; times: number; token: string } | undefined;
  let outline = 0;
  let paragraphs = 0;
  let inParagraph = false;
  for (const token of tokensOf(document)) {
    const { name, closes } = token;
    if (name === 'table') {
      sheet = closes ? undefined : { name: attributeOf(token, 'name') ?? '', rows: [] };
      if (sheet) sheets.push(sheet);
    } else if (
      name === 'database-range' &&
      !closes &&
      attributeOf(token, 'display-filter-buttons') === 'true'
    )
      filters.push(attributeOf(token, 'target-range-address') ?? '');
    else if (!sheet) continue;
    else if (name === 'table-row-group') outline += closes ? -1 : 1;
    else if (name === 'table-row' && !closes) row = { outline, cells: [] };
    else if (name === 'table-row' && row) {
      // The empty ones after the last are all that repeat.
      while (row.cells.length > 0 && row.cells.at(-1) === undefined) row.cells.pop();
      if (row.cells.length > 0) sheet.rows.push(row);
    } else if (name === 'table-cell' && !closes) {
      cell = {
        found: { value: '', ...formulaOf(token) },
        text: '',
        times: Number(attributeOf(token, 'number-columns-repeated') ?? 1),
        token: token.attributes,
      };
      paragraphs = 0;
    } else if (name === 'table-cell' && cell) {
      const value = officeValue({ ...token, attributes: cell.token }, cell.text);
      const found = value === undefined ? undefined : { ...cell.found, value };
      if (found) row?.cells.push(...Array.from({ length: cell.times }, () => found));
      else if (cell.times < 10_000) row?.cells.push(...Array.from({ length: cell.times }, () => undefined));
      cell = undefined;
    } else if (!cell) continue;
    else if (name === 'p') {
      inParagraph = !closes;
      if (!closes && paragraphs++ > 0) cell.text += '\n';
    } else if (name === 'a' && !closes) cell.found.link = attributeOf(token, 'href') ?? '';
    else if (name === 's' && !closes) cell.text += ' '.repeat(Number(attributeOf(token, 'c') ?? 1));
    else if (name === 'tab' && !closes) cell.text += '\t';
    else if (name === undefined && inParagraph) cell.text += token.text;
  }
  return { sheets, filters };
}

function formulaOf(token: Token): { formula?: string } {
  const formula = attributeOf(token, 'formula');
  return formula === undefined ? {} : { formula };
}

function officeValue(token: Token, text: string): OfficeValue | undefined {
  switch (attributeOf(token, 'value-type')) {
    case 'string':
      return text;
    case 'float':
      return Number(attributeOf(token, 'value'));
    case 'percentage':
      return { percent: Number(attributeOf(token, 'value')) };
    case 'date':
      return { date: attributeOf(token, 'date-value') ?? '' };
    default:
      return undefined;
  }
}
