import { changesSince } from '../../copies/changes-since.ts';
import { makeWorkbook } from '../../copies/workbook.ts';
import { breathing, pause as letIn } from '../../okr/breath.ts';
import { readEmails } from '../../okr/write/emails.ts';
import type { Answer, Input, Query, Question, Reading } from '../protocol.ts';
import { chartsOf } from './charts.ts';
import { detailOf } from './detail.ts';
import { type Held, hold, namedOf } from './held.ts';
import { inCommon } from './in-common.ts';
import { matching } from './matching.ts';
import { bytesOf } from './open-files.ts';
import { arrange, type Order, unfolded } from './order.ts';
import { rowsOf } from './rows.ts';
import { csvOf, excelOf, preparedFor } from './save.ts';
import { startShelf } from './shelf.ts';

export interface Job {
  signal: AbortSignal;
  onProgress(share: number): void;
}
type Engine = { [Q in Question]: (input: Input<Q>, job: Job) => Answer<Q> | Promise<Answer<Q>> };

/** Rows that come with an answer, unasked: those that are seen first. */
const firstRows = 96;

const noQuery: Query = { search: '', chosen: {}, shape: 'tree', columns: ['title'], language: 'en' };

/** Everything that the page can ask: the files that are open, and the last query of them. */
export function startEngine(): Engine {
  let held: Held | undefined;
  let query = noQuery;
  let order: Order = arrange([], undefined, noQuery);
  let visible: Int32Array = new Int32Array(0);
  const folded = new Set<number>();
  const shelf = startShelf();

  const look = () => {
    order = held ? arrange(matching(held, query), held, query) : arrange([], undefined, query);
    visible = unfolded(order, folded);
  };
  const rows = (from: number, count: number) =>
    held ? rowsOf(held, order, visible, folded, query.columns, from, count) : [];
  const shown = (from: number) => {
    const start = Math.max(0, Math.min(from, visible.length - 1));
    return { visible: visible.length, all: order.at.length, from: start, rows: rows(start, firstRows) };
  };
  /** Shows what is open now. */
  const show = (told: Partial<Reading> = {}): Reading => {
    const { report, beside, place, against } = shelf.shown();
    held = report && hold(report, beside);
    const now = held;
    if (now) keepMakingReady(now, () => held === now);
    folded.clear();
    look();
    return {
      reports: shelf.open.map(({ report, exportId }) => ({ ...namedOf(report), exportId })),
      shown: place,
      against,
      opened: held?.overview,
      rows: shown(0),
      troubles: [],
      ...told,
    };
  };

  /** Given up, even at its very end, it leaves everything as it was: making ready what was read takes a while, too. */
  const undoable = async ({ signal }: Job, deed: () => Promise<Reading>): Promise<Reading> => {
    const [undo, asked] = [shelf.remember(), query];
    const reading = await deed();
    await letIn();
    if (!signal.aborted) return reading;
    undo();
    query = asked;
    show();
    throw signal.reason;
  };

  return {
    open: ({ sources, words, query: first }, job) =>
      undoable(job, async () => {
        const { opens, ...told } = await shelf.openFiles(sources, words, job);
        // What can't be read replaces nothing.
        if (!opens || !first) return show(told);
        query = first;
        const reading = show(told);
        const has = new Set(reading.opened?.columns.map(({ key }) => key));
        query = { ...first, columns: first.columns.filter((key) => has.has(key)) };
        return { ...reading, query };
      }),
    choose({ report }) {
      shelf.choose(report);
      return show();
    },
    compare: (input, job) =>
      undoable(job, async () =>
        show(
          'report' in input
            ? shelf.compareWith(input.report)
            : await shelf.compareFiles(input.sources, input.words, job),
        ),
      ),
    compareOtherwise(how) {
      shelf.compareOtherwise(how);
      return show();
    },
    stopComparing() {
      shelf.stopComparing();
      return show();
    },
    close({ report }) {
      shelf.close(report);
      return show();
    },
    current: () => show(),
    setWords: ({ words }, job) =>
      undoable(job, async () => {
        await shelf.setWords(words, job);
        return show();
      }),
    query(next) {
      query = next;
      look();
      return shown(0);
    },
    fold(what) {
      if ('all' in what) {
        folded.clear();
        if (!what.open) for (const at of order.at) folded.add(at);
      } else if (what.open) folded.delete(what.at);
      else folded.add(what.at);
      visible = unfolded(order, folded);
      return shown(what.from);
    },
    rows: ({ from, count }) => rows(from, count),
    charts: (_, job) => chartsOf(held, query, breathing(job)),
    detail: ({ at }) => held && detailOf(held, at),
    saveExcel: ({ labels }, job) => excelOf(whole(held), order, labels, job),
    saveCsv: ({ names }) => csvOf(whole(held), order, query, names),
    prepare: (input) => preparedFor(whole(held), order, input),
    inCommon: async ({ source }) => inCommon(held, (await bytesOf([source]))[0]?.bytes ?? new Uint8Array()),
    workbook: (order, job) => makeWorkbook(order, job),
    changesSince: ({ exports }, job) => changesSince(exports, job),
    emails: async ({ source }) => [
      ...(await readEmails((await bytesOf([source]))[0]?.bytes ?? new Uint8Array())),
    ],
  };
}

/** Time for that, in turns with questions (ms). */
const slice = 8;
/** Before that (ms): the page draws what it was just told. */
const pause = 500;

/** Between the questions, as long as the report is shown: what takes reading every check-in. */
function keepMakingReady(held: Held, isShown: () => boolean): void {
  const goOn = () => {
    if (isShown() && !held.ready.go(slice)) setTimeout(goOn, slice);
  };
  setTimeout(goOn, pause);
}

/** Nothing is asked of a report before there is one. */
function whole(held: Held | undefined): Held {
  if (!held) throw new Error('no report is open');
  return held;
}
