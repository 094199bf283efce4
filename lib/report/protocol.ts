import type { ChangesSince } from '../copies/changes-since.ts';
import type { MadeWorkbook, WorkbookOrder } from '../copies/workbook.ts';
import type { Change, ChangeKind } from '../okr/compare.ts';
import type { FieldValue } from '../okr/field-values.ts';
import { type Field, fields, type Kind, type Okr, type Status } from '../okr/model.ts';
import type { Line, MeanPoint } from '../okr/timeline.ts';
import type { Trouble } from '../okr/trouble.ts';
import type { Words } from '../okr/words.ts';
import type { Doubt, Preparation } from '../okr/write/other-tools.ts';
import type { Cut } from '../okr/write/sheet.ts';
import type { Labels } from '../okr/write/workbook.ts';

/*
 * What page and worker say to each other. The worker holds the files; the page gets what it draws: a window of rows,
 * aggregates of what is shown, one OKR in full.
 */

/** What OKRs can be filtered by; values are the file's words. */
export const facets = ['status', 'team', 'owner', 'period', 'kind', 'tag', 'pace', 'change'] as const;
export type Facet = (typeof facets)[number];
export type Chosen = Partial<Record<Facet, string[]>>;

/** Questions that are asked often. */
export const presets = [
  'overdue',
  'noCheckIn7',
  'noCheckIn14',
  'noCheckIn30',
  'atRiskOrBehind',
  'recentlyClosed',
  'unaligned',
] as const;
export type Preset = (typeof presets)[number];

export const knownColumns = [...fields, 'checkIns'] as const;
export type KnownColumn = Field | 'checkIns';
/** Of columns that nobody knows: their place in the file. */
export type ColumnKey = KnownColumn | `x:${number}`;

export type Tone = Status | 'other' | 'none';

export interface Query {
  search: string;
  /** Any of the values of a facet, and that for all facets. */
  chosen: Chosen;
  preset?: Preset | undefined;
  shape: 'tree' | 'table';
  sort?: { by: ColumnKey; descending: boolean } | undefined;
  columns: ColumnKey[];
  /** BCP 47: texts are sorted as there. */
  language: string;
}

/** What stands in a cell. Numbers and days (ISO 8601) are formatted for their reader by the page. */
export type Cell = FieldValue;

export interface RowView {
  /** The OKR: its place in the file; names it in every question. */
  at: number;
  /** Its place among all rows that match, from 0, those that are folded away included. */
  index: number;
  title: string;
  level: number;
  setSize: number;
  posInSet: number;
  /** Undefined: it has no children. */
  open?: boolean | undefined;
  /** Where its parent is among the visible rows; -1: none is shown. */
  parent: number;
  /** Title of the parent that is not shown. */
  under?: string | undefined;
  status: string;
  /** Per cent, not clamped. */
  progress?: number | undefined;
  /** Per cent, in the earlier file. */
  progressBefore?: number | undefined;
  change?: 'added' | 'gone' | 'changed' | undefined;
  cells: Partial<Record<ColumnKey, Cell>>;
}

/** A window of what matches. */
export interface Shown {
  /** Rows that can be scrolled to. */
  visible: number;
  /** All that match, folded ones too. */
  all: number;
  /** Place of the first of `rows` among the visible ones. */
  from: number;
  rows: RowView[];
}

/** OKRs that have a value in common. */
export interface Group {
  value: string;
  count: number;
  byStatus: Record<string, number>;
  /** Per cent. */
  progress?: number | undefined;
}

/** All that match, in groups; of a facet that is filtered by, what the other filters leave. */
export interface Charts {
  groups: Record<Facet, Group[]>;
  timeline: MeanPoint[];
}

/** Which report it is, and of which day. */
export interface Named {
  name: string;
  /** ISO 8601 day: what "overdue" and the like are counted to. */
  asOf: string;
  /** Whether that is the day of the export, or what there is instead. */
  asOfFrom: 'export' | 'checkIns' | 'today';
}

/** A file that was read, or several of one archive. */
export interface Opened extends Named {
  okrs: number;
  checkIns: number;
  hasCheckIns: boolean;
  /** Some hang from others. */
  isTree: boolean;
  /** Per cent. */
  progress?: number | undefined;
  presets: Record<Preset, number>;
  groups: Record<Facet, Group[]>;
  columns: { key: ColumnKey; name: string }[];
  /** Words for kinds that say nothing by themselves, and what they are taken for. */
  doubtful: { word: string; kind?: Kind | undefined }[];
  troubles: Trouble[];
  /** Against an earlier file. */
  comparison?: Compared | undefined;
}

/** How it is known which of two files is the earlier; all but the first and the last are guesses. */
export type OrderFrom = 'export' | 'checkIns' | 'modified' | 'opened' | 'user';
/** How far two files are of the same OKRs: hardly or not at all, another filter of a view, or the same view. */
export type Overlap = 'none' | 'few' | 'part' | 'same';

export interface Compared {
  before: Named;
  orderFrom: OrderFrom;
  overlap: Overlap;
  /** How many OKRs are in both. */
  shared: number;
  /** What has another id is found by its title, as was asked. */
  clones: boolean;
  /** Nobody asked for it: the files were opened together and are of one view. */
  atOnce: boolean;
  added: number;
  gone: number;
  changed: number;
  byTitle: number;
  ambiguous: number;
  /** Columns that one of the files lacks. */
  unknown: ChangeKind[];
  counts: { kind: ChangeKind; count: number }[];
  /** What matters most. */
  top: { at: number; title: string; changes: Change[] }[];
}

export interface Detail {
  at: number;
  okr: Okr;
  parents: { at?: number | undefined; title: string; weight?: number | undefined }[];
  children: { at: number; title: string; status: string; progress?: number | undefined }[];
  lines: Line[];
  changes: Change[];
  /** Columns that nobody knows, and those of which the model tells less than the file. */
  others: { name: string; value: string }[];
}

/** One of the files that are open. */
export interface OpenFile extends Named {
  /** Of the export whose copy it is. */
  exportId?: string | undefined;
}

/** What was read of some files, and what could not be. */
export interface Reading {
  reports: OpenFile[];
  /** Which of them is shown. */
  shown: number;
  /** Which of them it is compared with. */
  against?: number | undefined;
  /** The file that was to be compared with is the one that is shown. */
  isSame?: true | undefined;
  opened?: Opened | undefined;
  /** The first rows of it, so that they need not be asked for. */
  rows: Shown;
  /** What they answer, where the question came with the files. */
  query?: Query | undefined;
  troubles: Trouble[];
  /** Statuses and the like of other languages, if a file has them. */
  learned?: Words | undefined;
}

/** Bytes with the name of their file. */
export type Source =
  | File
  | {
      name: string;
      bytes: Uint8Array;
      /** Of a copy: when it was exported (epoch ms), of which export it is, what its view is called. */
      takenAt?: number;
      exportId?: string;
      view?: string;
    }
  /** It can't be had: what is told of it in the place of what it holds. */
  | { name: string; trouble: Pick<Trouble, 'code' | 'value'> };

export const excelType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A file that was made. */
export interface Written {
  bytes: Uint8Array<ArrayBuffer>;
  rows: number;
  /** What did not fit. */
  cut?: Cut | undefined;
}

export interface PreparedAnswer {
  rows: number;
  doubts: Doubt[];
  /** Only where it is to be saved. */
  bytes?: Uint8Array<ArrayBuffer> | undefined;
}

/** What the worker can be asked: input and answer. */
interface Questions {
  /** `query`: what is shown of them; of its columns those that they have. */
  open: [{ sources: Source[]; words: [string, Kind][]; query?: Query }, Reading];
  /** One of several that were opened. */
  choose: [{ report: number }, Reading];
  /** With other files, or with one that is open. */
  compare: [{ sources: Source[]; words: [string, Kind][] } | { report: number }, Reading];
  /** The other way round; or with what has another id found by its title. */
  compareOtherwise: [{ swap: true } | { clones: boolean }, Reading];
  stopComparing: [object, Reading];
  close: [{ report: number }, Reading];
  /** As it is: after something that was given up. */
  current: [object, Reading];
  /** What doubtful words mean: the files are read again. */
  setWords: [{ words: [string, Kind][] }, Reading];
  query: [Query, Shown];
  fold: [{ at: number; open: boolean; from: number } | { all: true; open: boolean; from: number }, Shown];
  rows: [{ from: number; count: number }, RowView[]];
  charts: [object, Charts];
  detail: [{ at: number }, Detail | undefined];
  /** What matches, in the order that is shown: with all columns. */
  saveExcel: [{ labels: Labels }, Written];
  /** What is shown: the chosen columns by what they are called. */
  saveCsv: [{ names: Record<ColumnKey, string> }, Written];
  /** `onlyShown`: of what matches alone. */
  prepare: [{ preparation: Preparation; onlyShown: boolean; save: boolean }, PreparedAnswer];
  /** How many of the report's OKRs are in another file, by their ids; of a large file its start is looked at. */
  inCommon: [{ source: Source }, number];
  /** Of kept exports, whatever is open. */
  workbook: [WorkbookOrder, MadeWorkbook];
  changesSince: [{ exports: string[] }, ChangesSince | undefined];
  emails: [{ source: Source }, [name: string, address: string][]];
}
export type Question = keyof Questions;
export type Input<Q extends Question> = Questions[Q][0];
export type Answer<Q extends Question> = Questions[Q][1];

export interface Asked {
  id: number;
  name: Question;
  input: unknown;
}
export interface Cancelled {
  id: number;
  cancel: true;
}
export type Reply = { id: number } & ({ share: number } | { answer: unknown } | { error: string });
