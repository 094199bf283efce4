import type { ProblemCode, Setback } from '../problems/problems.ts';

/**
 * Why a download ended without its file, as browsers say it: Chromium by the names of `downloads.InterruptReason`, Firefox by a few
 * of them (`FILE_FAILED` for whatever the disk refused), both by sentences where `downloads.download` itself refuses.
 * Source: https://developer.chrome.com/docs/extensions/reference/api/downloads#type-InterruptReason
 */
const codes: Record<string, ProblemCode> = {
  USER_CANCELED: 'downloadCancelled',
  FILE_NO_SPACE: 'diskFull',
  FILE_TOO_LARGE: 'fileTooLarge',
  FILE_ACCESS_DENIED: 'folderNotWritable',
  FILE_NAME_TOO_LONG: 'fileNameTooLong',
  FILE_BLOCKED: 'fileBlocked',
  FILE_VIRUS_INFECTED: 'fileInfected',
  FILE_SECURITY_CHECK_FAILED: 'fileNotScanned',
};

const sentences: [RegExp, ProblemCode][] = [
  [/cancel/i, 'downloadCancelled'],
  [/filename/i, 'fileNameRefused'],
];

/** What went wrong was not the file: the system had no time for it, the browser went away in mid-download, or the content with the document that held it. */
export const isContentLost = (reason: string): boolean =>
  /^(USER_SHUTDOWN|CRASH|FILE_TRANSIENT_ERROR|(NETWORK|SERVER)_.*)$/.test(reason);

/** The problem that a reason is; one that nobody knows is told in the browser's own words. */
export function setbackFor(reason: string): Setback {
  const known = Object.hasOwn(codes, reason)
    ? codes[reason]
    : sentences.find(([what]) => what.test(reason))?.[1];
  const code = known ?? 'downloadFailed';
  const inItsWords = code === 'downloadFailed' || code === 'fileNameRefused';
  return { type: 'failed', cause: inItsWords ? { code, value: reason } : { code } };
}
