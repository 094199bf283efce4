import { changesSince } from '../../copies/changes-since.ts';
import { makeWorkbook } from '../../copies/workbook.ts';
import { breathing, pause as letIn } from '../../okr/breath.ts';
import { learnedWords } from '../../okr/words.ts';
import { readEmails } from '../../okr/write/emails.ts';
import type { Answer, Input, Question, Reading } from '../protocol.ts';
import { chartsOf } from './charts.ts';
import { detailOf } from './detail.ts';
import { Display } from './display.ts';
import { type Held, hold, namedOf } from './held.ts';
import { inCommon } from './in-common.ts';
import { csvOf, excelOf, preparedFor } from './save.ts';
import { Shelf } from './shelf.ts';
import { bytesOf } from './source-bytes.ts';

export interface Job {
  signal: AbortSignal;
  onProgress(share: number): void;
}
type Engine = { [Q in Question]: (input: Input<Q>, job: Job) => Answer<Q> | Promise<Answer<Q>> };

/** Everything that the page can ask: the files that are open, and what is shown of one of them. */
export function startEngine(): Engine {
  const shelf = new Shelf();
  const display = new Display();
  const { show, undoable } = showing(shelf, display);
  const after = (_deed: unknown) => show();
  return {
    open: ({ sources, words, query: first }, job) =>
      undoable(job, async () => {
        const { opens, ...told } = await shelf.openFiles(sources, words, job);
        // What can't be read replaces nothing.
        if (!opens || !first) return show(told);
        display.query = first;
        const reading = show(told);
        const has = new Set(reading.opened?.columns.map(({ key }) => key));
        display.query = { ...first, columns: first.columns.filter((key) => has.has(key)) };
        return { ...reading, query: display.query };
      }),
    choose: ({ report }) => after(shelf.choose(report)),
    compare: (input, job) =>
      undoable(job, async () =>
        show(
          'report' in input
            ? shelf.compareWith(input.report)
            : await shelf.compareFiles(input.sources, input.words, job),
        ),
      ),
    compareOtherwise: (how) => after(shelf.compareOtherwise(how)),
    stopComparing: () => after(shelf.stopComparing()),
    close: ({ report }) => after(shelf.close(report)),
    current: () => show(),
    setWords: ({ words }, job) => undoable(job, async () => after(await shelf.setWords(words, job))),
    query: (next) => display.ask(next),
    fold: (what) => display.fold(what),
    rows: ({ from, count }) => display.rows(from, count),
    charts: (_, job) => chartsOf(display.held, display.query, breathing(job)),
    detail: ({ at }) => display.held && detailOf(display.held, at),
    saveExcel: ({ labels }, job) => excelOf(whole(display.held), display.order, labels, job),
    saveCsv: ({ names }) => csvOf(whole(display.held), display.order, display.query, names),
    prepare: (input) => preparedFor(whole(display.held), display.order, input),
    inCommon: async ({ source }, job) => inCommon(display.held, await bytesOf(source, job)),
    workbook: (order, job) => makeWorkbook(order, job),
    changesSince: ({ exports }, job) => changesSince(exports, job),
    emails: async ({ source }, job) => [...(await readEmails(await bytesOf(source, job)))],
  };
}

/** How the display follows the shelf. */
function showing(shelf: Shelf, display: Display) {
  /** Shows what is open now. */
  const show = (told: Partial<Reading> = {}): Reading => {
    const { report, beside, place, against } = shelf.shown();
    const held = report && hold(report, beside);
    if (held) keepMakingReady(held, () => display.held === held);
    const rows = display.show(held);
    return {
      reports: shelf.open.map(({ report, exportId }) => ({ ...namedOf(report), exportId })),
      shown: place,
      against,
      opened: held?.overview,
      rows,
      troubles: [],
      learned: learnedWords(),
      ...told,
    };
  };
  /** Given up, even at its very end, it leaves everything as it was: making ready what was read takes a while, too. */
  const undoable = async ({ signal }: Job, deed: () => Promise<Reading>): Promise<Reading> => {
    const [undo, asked] = [shelf.remember(), display.query];
    const reading = await deed();
    await letIn();
    if (!signal.aborted) return reading;
    undo();
    display.query = asked;
    show();
    throw signal.reason;
  };
  return { show, undoable };
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
