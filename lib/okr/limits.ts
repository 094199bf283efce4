/*
 * How much is read of files that may be hostile. Viva Goals' own stay far below; what is beyond is told.
 */
export const limits = {
  /** Of one file, and of one part of a zip once unpacked. */
  bytes: 256 * 2 ** 20,
  /** Of all parts of all zips together, once unpacked. */
  unpackedBytes: 768 * 2 ** 20,
  /** Files within a zip that are looked into. */
  files: 500,
  /** Zips within zips. */
  depth: 3,
  rows: 1_000_000,
  columns: 5_000,
  /** Of a sheet, those that its rows leave out included. */
  cells: 20_000_000,
  /** Characters; a spreadsheet's own limit is 32,767. */
  cell: 1_000_000,
};
