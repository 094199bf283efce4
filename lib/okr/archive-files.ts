import { decodeText } from './text.ts';
import type { Troubles } from './troubles.ts';

/** A record of an archive's file; its keys are the file's. */
export type JsonRecord = Record<string, unknown>;

export const archiveKinds = [
  'objectives',
  'checkins',
  'comments',
  'users',
  'teams',
  'timePeriods',
  'tags',
] as const;
export type ArchiveKind = (typeof archiveKinds)[number];

export interface ArchiveFile {
  /** Within a zip `archive.zip/objectives.json`. */
  name: string;
  bytes: number;
  kind: ArchiveKind;
  records: unknown[];
  troubles: Troubles;
}

/** What records of a kind have, and others do not. */
const signs: readonly [ArchiveKind, string[]][] = [
  ['checkins', ['OKR ID', 'CheckIn Date']],
  ['checkins', ['OKR ID', 'Check In Note']],
  ['comments', ['OKR ID', 'Comment']],
  ['objectives', ['Title', 'Parent IDs']],
  ['objectives', ['Title', 'Time Period']],
  ['objectives', ['Title', 'Outcome']],
  ['objectives', ['ID', 'Title', 'Type']],
  ['teams', ['Team Name']],
  ['timePeriods', ['Time Period Name']],
  ['tags', ['Tag Name']],
  ['users', ['Name', 'Email']],
];

/**
 * One of an archive's files.
 * @returns undefined where it is none; `troubles` says why
 */
export function readArchiveFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  troubles: Troubles,
): ArchiveFile | undefined {
  const { text, guessed, damaged } = decodeText(bytes);
  if (guessed) troubles.add('encodingGuessed');
  if (damaged) troubles.add('unknownCharacters');
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    troubles.add('jsonUnreadable');
    return;
  }
  const records = Array.isArray(json) ? json : [json];
  const kind = kindOfRecords(records) ?? (records.length === 0 ? kindOfName(name) : undefined);
  if (kind) return { name, bytes: bytes.length, kind, records, troubles };
  troubles.add('notAnExport');
  return;
}

export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function kindOfRecords(records: readonly unknown[]): ArchiveKind | undefined {
  // Some may be damaged.
  for (const record of records.slice(0, 100)) {
    if (!isRecord(record)) continue;
    const found = signs.find(([, keys]) => keys.every((key) => Object.hasOwn(record, key)));
    if (found) return found[0];
  }
  return;
}

/** An empty file says by its name alone what it is. */
const kindOfName = (name: string): ArchiveKind | undefined => {
  const told = /(?:^|\/)([a-z]+)_export_file_/i.exec(name)?.[1]?.toLowerCase();
  return archiveKinds.find((kind) => kind.toLowerCase() === told);
};
