import type { OperationName } from './operations.ts';

const second = 1000;

/** How long an operation may take, from opening the document on (ms): `usual`, but for some. */
const usual = 40 * second;
const limits: Partial<Record<OperationName, number>> = {
  abort: 10 * second,
  cache: 10 * second,
  releaseContent: 10 * second,
  changesSince: 3 * 60 * second,
  keepCopy: 5 * 60 * second,
  makeWorkbook: 5 * 60 * second,
  // Ends by itself an hour after it began; a workbook takes up to a minute and a half.
  fetchContent: 63 * 60 * second,
};

export const limitOf = (name: OperationName): number => limits[name] ?? usual;

/** How long MSAL may wait for Entra: less than the above, so that it is told as what it is (ms). */
export const longestAnswer = 25 * second;
