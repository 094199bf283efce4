import { parseCheckIn, plainStamp, sortCheckIns } from './check-in.ts';
import type { CsvCells, CsvTail } from './csv-tail.ts';
import type { CheckIn, Metric, Okr, Person } from './model.ts';
import { parseInstant } from './values.ts';

/** A row's cells as they stand in the file. */
export type Cells = readonly string[] | CsvCells;
/** Its check-ins. */
type CheckInCells = readonly string[] | CsvTail;

/** What is looked at of one OKR, or not at all: read from its cells when it is asked for. */
export interface Details {
  creator(cells: Cells): Person | undefined;
  description(cells: Cells): string | undefined;
  metric(cells: Cells): Metric;
  score(cells: Cells): number | undefined;
  goalType(cells: Cells): string | undefined;
  createdAt(cells: Cells): string | undefined;
  lastNote(cells: Cells): string | undefined;
  /** What stands in columns that nobody knows. */
  others(cells: Cells): string[];
  /** In the order of the report's columns. */
  cells(cells: Cells): string[];
}

type Late = Exclude<keyof Details, 'others'> | 'checkIns';
/** What is read at once, since every number of a summary needs it; what the row does not tell is undefined. */
type Told = { [K in Exclude<keyof Okr, Late>]-?: Okr[K] | undefined };

/**
 * One row. Its check-ins are most of a file, its details most of the rest; they are read when they are asked for: reading them all
 * would take as long as all the rest. Because of that it can't be cloned to another thread as it is (`plainOkr`).
 */
class TableOkr {
  key: Told['key'];
  id: Told['id'];
  row: Told['row'];
  title: Told['title'];
  kind: Told['kind'];
  kindWord: Told['kindWord'];
  kindDoubtful: Told['kindDoubtful'];
  owners: Told['owners'];
  teams: Told['teams'];
  tags: Told['tags'];
  period: Told['period'];
  start: Told['start'];
  due: Told['due'];
  parents: Told['parents'];
  progress: Told['progress'];
  status: Told['status'];
  lastCheckIn: Told['lastCheckIn'];
  link: Told['link'];
  readonly #details: Details;
  readonly #row: Cells;
  readonly #cells: CheckInCells;
  #read: CheckIn[] | undefined;
  #first: CheckIn | undefined;
  /** '' where there is none. */
  #entered: string | undefined;

  constructor(told: Told, details: Details, row: Cells, checkIns: CheckInCells) {
    // One by one: an object that was filled by Object.assign is a slow hash table for ever.
    this.key = told.key;
    this.id = told.id;
    this.row = told.row;
    this.title = told.title;
    this.kind = told.kind;
    this.kindWord = told.kindWord;
    this.kindDoubtful = told.kindDoubtful;
    this.owners = told.owners;
    this.teams = told.teams;
    this.tags = told.tags;
    this.period = told.period;
    this.start = told.start;
    this.due = told.due;
    this.parents = told.parents;
    this.progress = told.progress;
    this.status = told.status;
    this.lastCheckIn = told.lastCheckIn;
    this.link = told.link;
    this.#details = details;
    this.#row = row;
    this.#cells = checkIns;
  }

  get creator(): Person | undefined {
    return this.#details.creator(this.#row);
  }
  get description(): string | undefined {
    return this.#details.description(this.#row);
  }
  get metric(): Metric {
    return this.#details.metric(this.#row);
  }
  get score(): number | undefined {
    return this.#details.score(this.#row);
  }
  get goalType(): string | undefined {
    return this.#details.goalType(this.#row);
  }
  get createdAt(): string | undefined {
    return this.#details.createdAt(this.#row);
  }
  get lastNote(): string | undefined {
    return this.#details.lastNote(this.#row);
  }

  get others(): string[] {
    return this.#details.others(this.#row);
  }
  get cells(): string[] {
    return this.#details.cells(this.#row);
  }

  get checkIns(): CheckIn[] {
    this.#read ??= this.#cells.length > 0 ? sortCheckIns(Array.from(this.#cells, parseCheckIn)) : [];
    return this.#read;
  }

  /** How many there are, without reading them. */
  get checkInCount(): number {
    return this.#cells.length;
  }

  /** The first in the file, which has the newest first. */
  get firstCheckIn(): CheckIn | undefined {
    if (this.#read || this.#first) return this.#read?.[0] ?? this.#first;
    const [cell] = this.#cells;
    this.#first = cell === undefined ? undefined : parseCheckIn(cell);
    return this.#first;
  }

  /** When the first one was entered; mostly without reading all of it. */
  get entered(): string | undefined {
    this.#entered ??= this.#firstEntered() ?? '';
    return this.#entered || undefined;
  }

  #firstEntered(): string | undefined {
    if (!this.#read && !Array.isArray(this.#cells) && this.#cells.length > 0) {
      const at = (this.#cells as CsvTail).look(0, stampIn);
      if (at) return at;
    }
    const first = this.firstCheckIn;
    return first?.activityAt ?? first?.date;
  }

  /** Newest first as they stand in the file, read anew: kept, those of a large file would be most of the memory. */
  *passing(): Generator<CheckIn> {
    for (const cell of this.#cells) yield parseCheckIn(cell);
  }
}

function stampIn(text: string, begin: number, end: number): string | undefined {
  const at = plainStamp(text, begin, end);
  return at < 0 ? undefined : parseInstant(text.slice(at, end - 1));
}

/** @param checkIns its cells that hold one each */
export const tableOkr = (told: Told, details: Details, row: Cells, checkIns: CheckInCells): Okr =>
  new TableOkr(told, details, row, checkIns) as unknown as Okr;

/** An OKR with everything read. */
export function plainOkr(okr: Okr): Okr {
  if (!(okr instanceof TableOkr)) return { ...okr };
  const { creator, description, metric, score, goalType, createdAt, lastNote, cells, checkIns } = okr as Okr;
  const late = { creator, description, metric, score, goalType, createdAt, lastNote, cells, checkIns };
  return { ...(okr as Okr), ...(late as Okr) };
}

/** What stands in columns of a view that nobody knows. */
export const othersOf = (okr: Okr): string[] => (okr instanceof TableOkr ? okr.others : []);

export const checkInCountOf = (okr: Okr): number =>
  okr instanceof TableOkr ? okr.checkInCount : okr.checkIns.length;

/** Its check-ins for once, in the file's order. */
export const passingCheckIns = (okr: Okr): Iterable<CheckIn> =>
  okr instanceof TableOkr ? okr.passing() : okr.checkIns;

/** By the column or the newest check-in, whichever is later: the column may be set where no check-in is. */
export function lastCheckInOf(okr: Okr): string | undefined {
  const { lastCheckIn } = okr;
  const [first] = lastCheckIn && okr instanceof TableOkr ? [] : okr.checkIns;
  const newest = lastCheckIn && okr instanceof TableOkr ? okr.entered : (first?.activityAt ?? first?.date);
  return !lastCheckIn || (newest && newest > lastCheckIn) ? newest : lastCheckIn;
}
