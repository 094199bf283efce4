import { type Fields, isObject } from '../data/data.ts';
import { columnsOf } from './archive-columns.ts';
import { parseJson } from './damaged-json.ts';
import { knownIn } from './header.ts';
import type { Row } from './table.ts';
import { decodeText } from './text.ts';
import type { Troubles } from './troubles.ts';

const archiveKinds = ['objectives', 'checkins', 'comments', 'users', 'teams', 'timePeriods', 'tags'] as const;
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
 * An archive's files, of which one may hold several under keys of their own, or a table that a program has written as records.
 * Where it is none, `troubles` says why.
 */
export function readArchiveFile(
  { name, bytes }: { name: string; bytes: Uint8Array },
  troubles: Troubles,
): { files: ArchiveFile[]; table?: Row[] } {
  const { text, guessed, damaged } = decodeText(bytes);
  if (guessed) troubles.add('encodingGuessed');
  if (damaged) troubles.add('unknownCharacters');
  const json = parseJson(text, troubles);
  if (json === undefined) {
    troubles.add('jsonUnreadable');
    return { files: [] };
  }
  const lists = listsIn(json);
  const files: ArchiveFile[] = [];
  for (const records of lists) {
    const kind = kindOfRecords(records) ?? (records.length === 0 ? kindOfName(name) : undefined);
    // Pages of one list stand in several.
    const known = files.find((file) => file.kind === kind);
    if (known) for (const record of records) known.records.push(record);
    else if (kind) files.push({ name, bytes: bytes.length, kind, records: [...records], troubles });
  }
  if (files.length > 0) return { files };
  const alone = isObject(json) ? (byColumns(json) ?? [json]) : [];
  const [table] = [alone, ...lists].filter(isTable).sort((a, b) => headersIn(b) - headersIn(a));
  if (table) return { files, table: rowsOf(table) };
  troubles.add('notAnExport');
  return { files };
}

/** How deep a list may lie: `{"data": {"value": […]}}`. */
const deepest = 4;

/** Lists of records, however they are wrapped; of a list of lists each. */
function listsIn(json: unknown, depth = 0): unknown[][] {
  if (kindOfRecords([json])) return [[json]];
  if (Array.isArray(json) && (kindOfRecords(json) || isTable(json) || depth === deepest || !json.some(wraps)))
    return [json];
  if (depth === deepest) return [];
  const inner = Array.isArray(json) ? json : isObject(json) ? Object.values(json) : [];
  return inner.filter((value) => typeof value === 'object').flatMap((value) => listsIn(value, depth + 1));
}

/** Records out of a record of columns: `{"Id": {"0": 7}, "Title": {"0": "A"}}`, `{"Id": [7], "Title": ["A"]}`. */
function byColumns(json: Fields): unknown[] | undefined {
  const columns = Object.entries(json);
  if (!columns.every(([, values]) => typeof values === 'object' && values !== null)) return;
  const rows = new Map<string, Fields>();
  for (const [name, values] of columns)
    for (const [at, value] of Object.entries(values as object)) {
      const row = rows.get(at) ?? Object.create(null);
      row[name] = value;
      rows.set(at, row);
    }
  return [...rows.values()];
}

const wraps = (value: unknown): boolean =>
  Array.isArray(value) ||
  (isObject(value) && Object.values(value).some((one) => Array.isArray(one) && one.some(isObject)));

const headersIn = (records: readonly unknown[]): number => knownIn(Object.keys(records.find(isObject) ?? {}));
const isTable = (records: readonly unknown[]): boolean => headersIn(records) > 1;

/** Records as the rows of a table. */
function rowsOf(records: readonly unknown[]): Row[] {
  const { columns, cellsOf } = columnsOf(records.filter(isObject));
  return [
    { row: 0, cells: columns.map(({ name }) => name) },
    ...records.map((record, at) => ({ row: at + 1, cells: isObject(record) ? cellsOf(record) : [] })),
  ];
}

function kindOfRecords(records: readonly unknown[]): ArchiveKind | undefined {
  // Some may be damaged.
  for (const record of records.slice(0, 100)) {
    if (!isObject(record)) continue;
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
