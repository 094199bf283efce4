import type { Trouble } from './trouble.ts';

/*
 * What exported views and archives hold, as one model. Plain data: it can be cloned to another thread. Whatever a file
 * said stands in `cells`; the other fields are what could be read of it. A field that the file lacks or that can't be
 * read is not there: unknown, which is neither zero nor empty.
 */

/** A day of the calendar, `2025-01-31`. */
export type Day = string;
/** An instant in UTC, `2025-01-31T14:36:20Z`, or only its day. */
export type Instant = string;

export const kinds = ['objective', 'keyResult', 'initiative', 'kpi'] as const;
export type Kind = (typeof kinds)[number];

export const statuses = [
  'notStarted',
  'onTrack',
  'behind',
  'atRisk',
  'closed',
  'postponed',
  'reopened',
] as const;
export type Status = (typeof statuses)[number];

/** What a column is known to hold. */
export const fields = [
  'id',
  'title',
  'team',
  'tag',
  'okrType',
  'typeName',
  'creator',
  'owner',
  'period',
  'startDate',
  'endDate',
  'description',
  'alignedTo',
  'metricName',
  'unit',
  'start',
  'target',
  'objectType',
  'goalType',
  'createdAt',
  'lastCheckIn',
  'progress',
  'current',
  'status',
  'lastNote',
  'score',
] as const;
export type Field = (typeof fields)[number];

/** A column of the file, except the check-ins. */
export interface Column {
  /** Its header, as it stands. */
  name: string;
  /** What it holds, if that is known; of two columns for the same the first. */
  field?: Field;
}

export interface Person {
  name: string;
  /** Archives alone tell it. */
  email?: string;
}

export interface Parent {
  /** Absent in no known file; then `title` is all there is. */
  id?: string;
  /** As the child's row has it: decoration, may differ from the parent's own. */
  title: string;
  /** Per cent. */
  weight?: number;
  /** `key` of the parent's record in the same report; absent where the view's filter left it out. */
  key?: string;
}

/** A value as a check-in shows it: `25%`, `265`, `1.12 K`. */
export interface Value {
  text: string;
  number?: number;
  /** `%`, a currency's sign, or empty. */
  unit: string;
  /** `1.12 K`: the number is near 1120, not equal to it. */
  rounded?: true;
}

export interface CheckIn {
  /** The day that it speaks of; may be set back. */
  date?: Day;
  /** When it was entered. */
  activityAt?: Instant;
  user?: Person;
  note: string;
  metric?: string;
  status?: StatusWord;
  value?: Value;
  /** The cell as it stands (CSV, XLSX). */
  raw?: string;
  /** `raw` has no known form: the other fields hold what could be made out. */
  unread?: true;
}

export interface StatusWord {
  /** The file's word, shown where nobody knows it. */
  word: string;
  known?: Status;
}

/** What an OKR measures, in the metric's unit. */
export interface Metric {
  name?: string;
  /** `%`, `$`, or empty: a number. Absent: the file does not say. */
  unit?: string;
  start?: number;
  target?: number;
  /** The current value ("Actual Progress"). */
  current?: number;
}

/** An objective, key result or initiative: one row, or one record of an archive. */
export interface Okr {
  /** Unique in its report, the same each time the file is read: the id, else `row-<n>`; of the same id again `<id>~2`. */
  key: string;
  id?: string;
  /** Row of the file (1 is the header, as a spreadsheet counts), or number of the record, from 1. */
  row: number;
  title: string;
  kind?: Kind;
  /** The file's word for the kind (`Big Rock`). */
  kindWord: string;
  /** The word says nothing by itself (`Outcome`, `Goal`): `kind` is the user's, or a hint from the place in the tree. */
  kindDoubtful?: true;
  owners: Person[];
  creator?: Person;
  teams: string[];
  tags: string[];
  period?: string;
  start?: Day;
  due?: Day;
  description?: string;
  parents: Parent[];
  metric: Metric;
  /** Per cent, raw: above 100 and below 0 happen, roll-ups go far beyond. Charts clamp (`clamped`). */
  progress?: number;
  status?: StatusWord;
  /** 0 to 1. */
  score?: number;
  goalType?: string;
  createdAt?: Instant;
  lastCheckIn?: Instant;
  /** May be older than the last check-in. */
  lastNote?: string;
  /** Newest first, by `activityAt`. */
  checkIns: CheckIn[];
  /** What the file said, for each of the report's `columns`; absent cells are ''. */
  cells: string[];
  /** Address of the OKR in Viva Goals, from an XLSX; http(s) only. */
  link?: string;
}

export interface SourceFile {
  name: string;
  bytes: number;
  kind: 'csv' | 'xlsx' | 'json';
}

/** One exported view, or one archive. */
export interface Report {
  /** Of the file, without its ending; of an archive that of the objectives' file. */
  name: string;
  kind: 'csv' | 'xlsx' | 'archive';
  files: SourceFile[];
  /** When it was exported (epoch ms), from the file's name, or as a workbook of ours tells it; absent if nothing says so. */
  takenAt?: number | undefined;
  /** Only the day of it is known. */
  takenDay?: true | undefined;
  /** In the file's order. */
  columns: Column[];
  /** Whether the file says anything of check-ins: none at all is not the same as a file without them. */
  hasCheckIns: boolean;
  /** In the file's order: depth first. */
  okrs: Okr[];
  /** Whom an archive names, each once, with their addresses; of a view nobody, its OKRs say it. */
  people: Person[];
  /** Words for kinds that say nothing by themselves, each once: the user can say what they mean. */
  doubtfulWords: string[];
  troubles: Trouble[];
}
