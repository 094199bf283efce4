import { breathing } from '../okr/breath.ts';
import type { ReadOptions } from '../okr/read.ts';
import { treeOf, walk } from '../okr/tree.ts';
import type { Sheet } from '../okr/write/sheet.ts';
import { okrSheet } from '../okr/write/workbook.ts';
import { writeXlsx } from '../okr/write/xlsx.ts';
import { copiesOf, reportOf } from './read.ts';

export interface WorkbookOrder {
  exports: { id: string /** Of its view; the sheet's. */; name: string }[];
  title: string;
  /** The header of a column that is not the file's. */
  checkIns: string;
}

export interface MadeWorkbook {
  bytes: Uint8Array<ArrayBuffer>;
  /** Names of the exports that it lacks. */
  missing: string[];
}

/**
 * One workbook with a sheet for each export, out of their copies.
 * @throws where no copy can be read
 */
export async function makeWorkbook(
  { exports, title, checkIns }: WorkbookOrder,
  options: ReadOptions = {},
): Promise<MadeWorkbook> {
  await copiesOf(exports.map(({ id }) => id));
  const sheets: Sheet[] = [];
  const missing: string[] = [];
  for (const { id, name } of exports) {
    const report = await reportOf(id, options);
    if (report) sheets.push(okrSheet(report, [...walk(treeOf(report))], { okrs: name, checkIns }));
    else missing.push(name);
  }
  if (sheets.length === 0) throw new Error('no copy can be read');
  const { bytes } = await writeXlsx(sheets, title, breathing(options));
  return { bytes: bytes as Uint8Array<ArrayBuffer>, missing };
}
