import { changesSince } from '../../copies/changes-since.ts';
import { makeWorkbook } from '../../copies/workbook.ts';
import { breathing } from '../../okr/breath.ts';
import { type Kind, kinds, type Report } from '../../okr/model.ts';
import { readFiles } from '../../okr/read.ts';
import type { Trouble } from '../../okr/trouble.ts';
import { readEmails } from '../../okr/write/emails.ts';
import type { Answer, Input, Query, Question, Reading, Source } from '../protocol.ts';
import { chartsOf } from './charts.ts';
import { detailOf } from './detail.ts';
import { type Held, hold } from './held.ts';
import { inCommon } from './in-common.ts';
import { matching } from './matching.ts';
import { arrange, type Order, unfolded } from './order.ts';
import { rowsOf } from './rows.ts';
import { csvOf, excelOf, preparedFor } from './save.ts';

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
  const opened = { sources: [] as Source[], reports: [] as Held['report'][], shown: 0 };
  const other = { sources: [] as Source[], report: undefined as Held['report'] | undefined };

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
  const show = (troubles: Trouble[] = []): Reading => {
    const report = opened.reports[opened.shown];
    held = report && hold(report, other.report);
    const now = held;
    if (now) keepMakingReady(now, () => held === now);
    folded.clear();
    look();
    return {
      reports: opened.reports.map(({ name }) => name),
      shown: opened.shown,
      opened: held?.overview,
      rows: shown(0),
      troubles,
    };
  };
  /** Of several in a file, such as a batch's workbook, the view that is shown. */
  const counterpart = (reports: Report[]): Report | undefined =>
    reports.find(({ name }) => name === opened.reports[opened.shown]?.name) ?? reports[0];
  const readOpened = async (words: [string, Kind][], job: Job) => {
    const { reports, troubles } = await read(opened.sources, words, job);
    Object.assign(opened, { reports, shown: Math.min(opened.shown, Math.max(0, reports.length - 1)) });
    return troubles;
  };

  return {
    async open({ sources, words, query: first }, job) {
      const { reports, troubles } = await read(sources, words, job);
      // What can't be read replaces nothing.
      if (reports.length === 0) return { ...show(), troubles };
      Object.assign(opened, { sources, reports, shown: 0 });
      Object.assign(other, { sources: [], report: undefined });
      if (!first) return show(troubles);
      query = first;
      const reading = show(troubles);
      const has = new Set(reading.opened?.columns.map(({ key }) => key));
      query = { ...first, columns: first.columns.filter((key) => has.has(key)) };
      return { ...reading, query };
    },
    choose({ report }) {
      opened.shown = report;
      Object.assign(other, { sources: [], report: undefined });
      return show();
    },
    async compare({ sources, words }, job) {
      const { reports, troubles } = await read(sources, words, job);
      const report = counterpart(reports);
      if (report) Object.assign(other, { sources, report });
      return show(troubles);
    },
    stopComparing() {
      Object.assign(other, { sources: [], report: undefined });
      return show();
    },
    async setWords({ words }, job) {
      await readOpened(words, job);
      if (other.sources.length > 0)
        other.report = counterpart((await read(other.sources, words, job)).reports);
      return show();
    },
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

const bytesOf = (sources: Source[]) =>
  Promise.all(
    sources.map(async (source) =>
      'bytes' in source && source.bytes instanceof Uint8Array
        ? { name: source.name, bytes: source.bytes }
        : { name: source.name, bytes: new Uint8Array(await (source as File).arrayBuffer()) },
    ),
  );

/** Nothing is asked of a report before there is one. */
function whole(held: Held | undefined): Held {
  if (!held) throw new Error('no report is open');
  return held;
}

async function read(sources: Source[], words: [string, Kind][], { signal, onProgress }: Job) {
  const files = await bytesOf(sources);
  const known = words.filter(([, kind]) => kinds.includes(kind));
  const reading = await readFiles(files, { signal, onProgress, words: new Map(known) });
  // Of a copy it is known to the second.
  const [source] = sources;
  const [report] = reading.reports;
  if (sources.length === 1 && report && source && 'takenAt' in source && source.takenAt !== undefined)
    report.takenAt = source.takenAt;
  // How the goals stand is what the newest says; the others are there to compare with.
  reading.reports.sort((a, b) => (b.takenAt ?? 0) - (a.takenAt ?? 0));
  return reading;
}
