/*
 * What a workbook is made of, whatever it speaks of. Text stays text: nothing is ever written as a formula.
 */

/** How a number is shown; `percent` holds 0.25 for 25 %, `day` and `time` hold days since 1899-12-30. */
export type Format = 'number' | 'percent' | 'percentFine' | 'day' | 'time';
export type SheetCell = string | number | { number: number; format: Format } | undefined;

export interface SheetRow {
  cells: SheetCell[];
  /** From 0; a spreadsheet knows 7 at most. */
  outline?: number;
  /** Addresses (http, https) by column. */
  links?: [column: number, address: string][];
}

/** What a sheet of a saved report holds: it is marked, so that it is known when it is read again, whatever its language. */
export const holding = ['okrs', 'checkIns'] as const;
export type Holds = (typeof holding)[number];
/** The hidden name of the sheet's cells. */
export const sheetMark = (holds: Holds): string => `ExportView.${holds}`;

/** The hidden name that tells when a sheet's OKRs were exported: day, or instant (ISO 8601). */
export const takenMark = 'ExportView.exportedAt';

export interface Sheet {
  name: string;
  holds?: Holds;
  /** Of the export that it shows; absent where nobody knows. */
  takenAt?: string | undefined;
  columns: { name: string /** In characters. */; width: number }[];
  rows: SheetRow[];
}

/** What did not fit into a spreadsheet. */
export interface Cut {
  rows: number;
  cells: number;
  links: number;
}

/** What Excel takes, by its own specification. */
export const most = { rows: 1_048_576, columns: 16_384, cell: 32_767, links: 65_530, outline: 7 };
