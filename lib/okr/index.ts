/* Exported views and archives: read, as a tree, in numbers, compared. Pure; no browser API. */
export * from './compare.ts';
export * from './filter.ts';
export * from './model.ts';
export * from './read.ts';
export * from './statistics.ts';
export { plainOkr } from './table-okr.ts';
export * from './timeline.ts';
export * from './tree.ts';
export * from './trouble.ts';
