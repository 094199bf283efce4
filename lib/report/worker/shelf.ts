import type { Kind, Report } from '../../okr/model.ts';
import type { Reading, Source } from '../protocol.ts';
import type { Job } from './engine.ts';
import { type Beside, namedOf } from './held.ts';
import { type OpenReport, readAgain, readTogether, sameAs } from './open-files.ts';
import { ofSameView, sharedIds } from './overlap.ts';
import { laterOf } from './time-order.ts';

type Words = [string, Kind][];
type Told = Pick<Reading, 'isSame' | 'troubles'>;

/** What is looked at: a report, the one beside it, and what the user said of the two. */
interface Looked {
  one: OpenReport;
  other?: OpenReport | undefined;
  swapped: boolean;
  clones: boolean;
  atOnce: boolean;
}

const alone = (one: OpenReport): Looked => ({ one, swapped: false, clones: false, atOnce: false });
const beside = (one: OpenReport, other: OpenReport, atOnce = false): Looked => ({
  ...alone(one),
  other,
  atOnce,
});

/** The files that are open, which of them is shown, and which it is compared with. */
export function startShelf() {
  let open: OpenReport[] = [];
  let looked: Looked | undefined;

  /** The two in time order: the later one is shown. */
  const ordered = (): {
    later?: OpenReport | undefined;
    earlier?: OpenReport;
    orderFrom?: Beside['orderFrom'];
  } => {
    if (!looked?.other) return { later: looked?.one };
    const { one, other, swapped } = looked;
    const { later, from } = laterOf(one, other);
    const earlier = later === one ? other : one;
    return swapped
      ? { later: earlier, earlier: later, orderFrom: 'user' }
      : { later, earlier, orderFrom: from };
  };
  /** What came only to be compared with goes when it no longer is. */
  const look = (next: Looked | undefined) => {
    looked = next;
    if (next) next.one.guest = undefined;
    open = open.filter((one) => !one.guest || one === next?.other);
  };
  /** Compares what is shown now. */
  const compare = (other: OpenReport): Partial<Told> => {
    const { later } = ordered();
    if (!later || later === other) return later ? { isSame: true } : {};
    if (!open.includes(other)) open.push(other);
    look(beside(later, other));
    return {};
  };

  return {
    get open() {
      return open;
    },
    /** @returns what brings back how it is now */
    remember(): () => void {
      const was = open.map((one) => [one, { ...one }] as const);
      const lookedAt = looked;
      return () => {
        open = was.map(([one, fields]) => Object.assign(one, fields));
        looked = lookedAt;
      };
    },
    shown() {
      const { later, earlier, orderFrom } = ordered();
      return {
        report: later?.report,
        place: later ? open.indexOf(later) : 0,
        against: earlier && open.indexOf(earlier),
        beside:
          earlier && looked && orderFrom
            ? { report: earlier.report, orderFrom, clones: looked.clones, atOnce: looked.atOnce }
            : undefined,
      };
    },
    /** Of weeks of one view that are opened together, the last two are compared at once. */
    async openFiles(sources: Source[], words: Words, job: Job) {
      const { found, troubles } = await readTogether(sources, words, job);
      const [first] = found;
      if (!first) return { opens: false, troubles };
      open = found;
      const before = found.find((other) => isWeekBefore(other, first));
      look(before ? beside(first, before, true) : alone(first));
      return { opens: true, troubles };
    },
    async compareFiles(sources: Source[], words: Words, job: Job): Promise<Told> {
      const same = await sameAs(sources, open);
      if (same) return { ...compare(same), troubles: [] };
      const { found, troubles } = await readTogether(sources, words, job);
      const shown = ordered().later;
      const other = shown ? counterpartOf(shown.report, found) : found[0];
      if (!other) return { troubles };
      if (!shown) {
        open = found;
        look(alone(other));
        return { troubles };
      }
      for (const one of sources.length > 1 ? found : [other]) open.push({ ...one, guest: one === other });
      return { ...compare(open.find(({ report }) => report === other.report) as OpenReport), troubles };
    },
    compareWith(place: number): Partial<Told> {
      const other = open[place];
      return other ? compare(other) : {};
    },
    compareOtherwise(how: { swap: true } | { clones: boolean }) {
      if (!looked?.other) return;
      looked = 'swap' in how ? { ...looked, swapped: !looked.swapped } : { ...looked, clones: how.clones };
    },
    stopComparing: () => look(looked && alone(looked.one)),
    choose(place: number) {
      const one = open[place];
      if (one) look(alone(one));
    },
    close(place: number) {
      const closed = open[place];
      if (!closed || open.length < 2) return;
      open = open.filter((one) => one !== closed);
      const { one, other } = looked ?? {};
      if (closed !== one && closed !== other) return;
      look(alone((closed === one ? other : one) ?? (open[Math.min(place, open.length - 1)] as OpenReport)));
    },
    async setWords(words: Words, job: Job) {
      const reports = await readAgain(open, words, job);
      for (const [at, one] of open.entries()) one.report = reports[at] as Report;
    },
  };
}

/**
 * Of the same view and evidently another export of it. Views of one workbook are no weeks of each other, nor are files of
 * one day with other names.
 */
function isWeekBefore(other: OpenReport, newest: OpenReport): boolean {
  const [one, two] = [newest.report, other.report];
  if (other === newest || one.files[0]?.name === two.files[0]?.name) return false;
  const sameDay = namedOf(one).asOf === namedOf(two).asOf && wordsOf(one.name) !== wordsOf(two.name);
  return !sameDay && laterOf(newest, other).from !== 'opened' && ofSameView(one, two);
}

/** A name without its numbers. */
const wordsOf = (name: string): string => name.replace(/[\P{L}]+/gu, '').toLowerCase();

/** Of several in a file, such as a batch's workbook, the view that is shown: by its name, else by its OKRs. */
function counterpartOf(shown: Report, found: OpenReport[]): OpenReport | undefined {
  const named = found.find(({ report }) => report.name === shown.name);
  if (named || found.length < 2) return named ?? found[0];
  const shared = found.map(({ report }) => sharedIds(shown, report));
  return found[shared.indexOf(Math.max(...shared))];
}
