/**
 * What could not be read as it was meant. The code has a text (`trouble_<code>`); `value` is what stands there, cut to
 * 200 characters.
 */
export interface Trouble {
  /** Name of the file; within a zip `archive.zip/objectives.json`. */
  file: string;
  code: TroubleCode;
  /** As a spreadsheet counts: the header is row 1. In archives the record, from 1. */
  row?: number;
  /** The column's header, or the record's key. */
  column?: string;
  value?: string;
  /** How many of this code and column; only the first places are told one by one. */
  count?: number;
}

/** Codes after which nothing of the file is shown. */
export const unreadableCodes = [
  'notRead',
  'folderCut',
  'empty',
  'notAnExport',
  'noKnownColumns',
  'noRows',
  'tooBig',
  'zipUnreadable',
  'zipEmpty',
  'xlsxUnreadable',
  'otherSpreadsheet',
  'jsonUnreadable',
  'archiveWithoutObjectives',
] as const;

/** Codes of single values; the rest is shown. */
export const doubtCodes = [
  'encodingGuessed',
  'unknownCharacters',
  'quoteNotClosed',
  'cellCut',
  'cellsBeyondHeader',
  'tooManyCells',
  'valueUnreadable',
  'valueAmbiguous',
  'checkInUnreadable',
  'idTwice',
  'idMissing',
  'idDigitsLost',
  'titleMissing',
  'titleGuessed',
  'parentMissing',
  'circle',
  'statusUnknown',
  'kindUnknown',
  'recordUnreadable',
  'checkInWithoutOkr',
  'fileTwice',
  'fileIgnored',
] as const;

export type TroubleCode = (typeof unreadableCodes)[number] | (typeof doubtCodes)[number];

export const isUnreadable = (code: TroubleCode): boolean =>
  (unreadableCodes as readonly string[]).includes(code);
