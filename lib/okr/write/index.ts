/* What is taken along of reports: workbooks, tables, tables for other tools. Pure. */
export * from './clipboard.ts';
export * from './csv.ts';
export * from './emails.ts';
export * from './names.ts';
export * from './other-tools.ts';
export * from './sheet.ts';
export * from './templates.ts';
export * from './workbook.ts';
export * from './xlsx.ts';
