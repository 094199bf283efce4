import type { Kind, Report } from '../../okr/model.ts';
import type { Input, Reading, Source } from '../protocol.ts';
import { counterpartOf, isWeekBefore } from './counterparts.ts';
import type { Job } from './engine.ts';
import type { Beside } from './held.ts';
import { numberNames, type OpenReport, readAgain, readTogether, sameAs } from './open-files.ts';
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

/** The two in time order: the later one is shown. */
function inOrder(looked: Looked | undefined): {
  later?: OpenReport | undefined;
  earlier?: OpenReport;
  orderFrom?: Beside['orderFrom'];
} {
  if (!looked?.other) return { later: looked?.one };
  const { one, other, swapped } = looked;
  const { later, from } = laterOf(one, other);
  const earlier = later === one ? other : one;
  return swapped
    ? { later: earlier, earlier: later, orderFrom: 'user' }
    : { later, earlier, orderFrom: from };
}

/** The files that are open, which of them is shown, and which it is compared with. */
export class Shelf {
  open: OpenReport[] = [];
  #looked: Looked | undefined;

  /** @returns what brings back how it is now */
  remember(): () => void {
    const was = this.open.map((one) => [one, { ...one }] as const);
    const looked = this.#looked;
    return () => {
      this.open = was.map(([one, fields]) => Object.assign(one, fields));
      this.#looked = looked;
    };
  }

  shown() {
    const looked = this.#looked;
    const { later, earlier, orderFrom } = inOrder(looked);
    return {
      report: later?.report,
      place: later ? this.open.indexOf(later) : 0,
      against: earlier && this.open.indexOf(earlier),
      beside:
        earlier && looked && orderFrom
          ? { report: earlier.report, orderFrom, clones: looked.clones, atOnce: looked.atOnce }
          : undefined,
    };
  }

  /** Of weeks of one view that are opened together, the last two are compared at once. */
  async openFiles(sources: Source[], words: Words, job: Job) {
    const { found, troubles } = await readTogether(sources, words, job);
    const [first] = found;
    if (!first) return { opens: false, troubles };
    this.open = found;
    numberNames(found);
    const before = found.find((other) => isWeekBefore(other, first));
    this.#look(before ? beside(first, before, true) : alone(first));
    return { opens: true, troubles };
  }

  async compareFiles(sources: Source[], words: Words, job: Job): Promise<Told> {
    const same = await sameAs(sources, this.open, job);
    if (same) return { ...this.#compare(same), troubles: [] };
    const { found, troubles } = await readTogether(sources, words, job);
    const shown = inOrder(this.#looked).later;
    const other = shown ? counterpartOf(shown.report, found) : found[0];
    if (!other) return { troubles };
    if (!shown) {
      this.open = found;
      numberNames(found);
      this.#look(alone(other));
      return { troubles };
    }
    for (const one of sources.length > 1 ? found : [other]) this.open.push({ ...one, guest: one === other });
    numberNames(this.open);
    const opened = this.open.find(({ report }) => report === other.report) as OpenReport;
    return { ...this.#compare(opened), troubles };
  }

  compareWith(place: number): Partial<Told> {
    const other = this.open[place];
    return other ? this.#compare(other) : {};
  }

  compareOtherwise(how: Input<'compareOtherwise'>): void {
    const looked = this.#looked;
    if (looked?.other)
      this.#looked =
        'swap' in how ? { ...looked, swapped: !looked.swapped } : { ...looked, clones: how.clones };
  }

  stopComparing(): void {
    this.#look(this.#looked && alone(this.#looked.one));
  }

  choose(place: number): void {
    const one = this.open[place];
    if (one) this.#look(alone(one));
  }

  close(place: number): void {
    const closed = this.open[place];
    if (!closed || this.open.length < 2) return;
    this.open = this.open.filter((one) => one !== closed);
    const { one, other } = this.#looked ?? {};
    if (closed !== one && closed !== other) return;
    const next = (closed === one ? other : one) ?? this.open[Math.min(place, this.open.length - 1)];
    this.#look(alone(next as OpenReport));
  }

  async setWords(words: Words, job: Job): Promise<void> {
    const reports = await readAgain(this.open, words, job);
    for (const [at, one] of this.open.entries()) one.report = reports[at] as Report;
    numberNames(this.open);
  }

  /** What came only to be compared with goes when it no longer is. */
  #look(next: Looked | undefined): void {
    this.#looked = next;
    if (next) next.one.guest = undefined;
    this.open = this.open.filter((one) => !one.guest || one === next?.other);
  }

  /** Compares what is shown now. */
  #compare(other: OpenReport): Partial<Told> {
    const { later } = inOrder(this.#looked);
    if (!later || later === other) return later ? { isSame: true } : {};
    if (!this.open.includes(other)) this.open.push(other);
    this.#look(beside(later, other));
    return {};
  }
}
