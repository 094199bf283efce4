import { breathing } from '../okr/breath.ts';
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

const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/**
 * One workbook with a sheet for each export, out of their copies.
 * @returns also the names of those that it lacks
 * @throws where no copy can be read
 */
export async function makeWorkbook({ exports, title, checkIns }: WorkbookOrder) {
  await copiesOf(exports.map(({ id }) => id));
  const sheets: Sheet[] = [];
  const missing: string[] = [];
  for (const { id, name } of exports) {
    const report = await reportOf(id);
    if (report) sheets.push(okrSheet(report, [...walk(treeOf(report))], { okrs: name, checkIns }));
    else missing.push(name);
  }
  if (sheets.length === 0) throw new Error('no copy can be read');
  const { bytes } = await writeXlsx(sheets, title, breathing({}));
  return { blob: new Blob([bytes as Uint8Array<ArrayBuffer>], { type }), missing };
}
