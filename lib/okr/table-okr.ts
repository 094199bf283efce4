import { parseCheckIn, sortCheckIns } from './check-in.ts';
import type { CsvTail } from './csv-tail.ts';
import type { CheckIn, Okr } from './model.ts';
import { parseInstant } from './values.ts';

/** Check-ins as they stand in the file. */
type Cells = readonly string[] | CsvTail;
/** All that an OKR is but its check-ins; what the row does not tell is undefined. */
type Told = {
  [K in Exclude<keyof Okr, 'checkIns' | 'tasks' | 'comments' | 'metric'>]-?: Okr[K] | undefined;
} & {
  metric: { [K in keyof Okr['metric']]: Okr['metric'][K] | undefined };
};

/**
 * One row. Its check-ins are most of a file and are read when they are asked for: reading them all would take as long as
 * all the rest. Because of that it can't be cloned to another thread as it is (`plainOkr`).
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
  creator: Told['creator'];
  teams: Told['teams'];
  tags: Told['tags'];
  period: Told['period'];
  start: Told['start'];
  due: Told['due'];
  description: Told['description'];
  parents: Told['parents'];
  metric: Told['metric'];
  progress: Told['progress'];
  status: Told['status'];
  score: Told['score'];
  goalType: Told['goalType'];
  createdAt: Told['createdAt'];
  lastCheckIn: Told['lastCheckIn'];
  lastNote: Told['lastNote'];
  cells: Told['cells'];
  link: Told['link'];
  readonly #cells: Cells;
  #read: CheckIn[] | undefined;
  #first: CheckIn | undefined;

  constructor(told: Told, checkIns: Cells) {
    // One by one: an object that was filled by Object.assign is a slow hash table for ever.
    this.key = told.key;
    this.id = told.id;
    this.row = told.row;
    this.title = told.title;
    this.kind = told.kind;
    this.kindWord = told.kindWord;
    this.kindDoubtful = told.kindDoubtful;
    this.owners = told.owners;
    this.creator = told.creator;
    this.teams = told.teams;
    this.tags = told.tags;
    this.period = told.period;
    this.start = told.start;
    this.due = told.due;
    this.description = told.description;
    this.parents = told.parents;
    this.metric = told.metric;
    this.progress = told.progress;
    this.status = told.status;
    this.score = told.score;
    this.goalType = told.goalType;
    this.createdAt = told.createdAt;
    this.lastCheckIn = told.lastCheckIn;
    this.lastNote = told.lastNote;
    this.cells = told.cells;
    this.link = told.link;
    this.#cells = checkIns;
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
    if (!this.#read && !Array.isArray(this.#cells) && this.#cells.length > 0) {
      const [start, end] = (this.#cells as CsvTail).ends(0, 120);
      const told = start.startsWith('Checkin Date: ') && start.includes('; Note: ') && entered.exec(end)?.[1];
      const at = told && parseInstant(told);
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

const entered = /; Activity Date: ([12]\d{3}-\d\d-\d\d \d\d:\d\d:\d\d UTC);?$/;

/** @param checkIns its cells that hold one each */
export const tableOkr = (told: Told, checkIns: Cells): Okr => new TableOkr(told, checkIns) as unknown as Okr;

/** An OKR with everything read. */
export const plainOkr = (okr: Okr): Okr => ({ ...okr, checkIns: okr.checkIns });

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
