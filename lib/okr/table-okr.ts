import { parseCheckIn, sortCheckIns } from './check-in.ts';
import type { CheckIn, Okr } from './model.ts';

/**
 * One row. Its check-ins are most of a file and are read when they are asked for: reading them all would take as long as
 * all the rest. Because of that it can't be cloned to another thread as it is (`plainOkr`).
 */
class TableOkr {
  readonly #cells: readonly string[];
  #read: CheckIn[] | undefined;

  constructor(checkIns: readonly string[]) {
    this.#cells = checkIns;
  }

  get checkIns(): CheckIn[] {
    this.#read ??= this.#cells.length ? sortCheckIns(this.#cells.map(parseCheckIn)) : [];
    return this.#read;
  }

  /** How many there are, without reading them. */
  get checkInCount(): number {
    return this.#cells.length;
  }

  /** The first in the file, which has the newest first. */
  get firstCheckIn(): CheckIn | undefined {
    if (this.#read) return this.#read[0];
    const first = this.#cells[0];
    return first === undefined ? undefined : parseCheckIn(first);
  }
}

/** @param checkIns its cells that hold one each */
export const tableOkr = (okr: Omit<Okr, 'checkIns'>, checkIns: readonly string[]): Okr =>
  Object.assign(new TableOkr(checkIns), okr);

/** An OKR with everything read. */
export const plainOkr = (okr: Okr): Okr => ({ ...okr, checkIns: okr.checkIns });

export const checkInCountOf = (okr: Okr): number =>
  okr instanceof TableOkr ? okr.checkInCount : okr.checkIns.length;

/** By the column or the newest check-in, whichever is later: the column may be set where no check-in is. */
export function lastCheckInOf(okr: Okr): string | undefined {
  const { lastCheckIn } = okr;
  const first = lastCheckIn && okr instanceof TableOkr ? okr.firstCheckIn : okr.checkIns[0];
  const newest = first?.activityAt ?? first?.date;
  return !lastCheckIn || (newest && newest > lastCheckIn) ? newest : lastCheckIn;
}
