import type { OperationName } from './operations.ts';

const second = 1000;

/** How long an operation may take, from opening the document on (ms). */
export const limits: Record<OperationName, number> = {
  start: 40 * second,
  silent: 40 * second,
  begin: 40 * second,
  finish: 40 * second,
  abort: 10 * second,
  explain: 40 * second,
  forget: 40 * second,
  cache: 10 * second,
  // Ends by itself an hour after it began; a workbook takes up to a minute and a half.
  fetchContent: 63 * 60 * second,
  holdsContent: 40 * second,
  releaseContent: 10 * second,
  keepCopy: 5 * 60 * second,
  dropCopies: 40 * second,
  keepFewerCopies: 40 * second,
  changesSince: 3 * 60 * second,
  makeWorkbook: 5 * 60 * second,
};

/** How long MSAL may wait for Entra: less than the above, so that it is told as what it is (ms). */
export const longestAnswer = 25 * second;
