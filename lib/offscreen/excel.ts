import { inTime } from '../browser/in-time.ts';
import { reasonOf } from '../problems/refused.ts';
import { type Ask, startWorker } from '../report/client.ts';
import { labelsIn } from '../report/labels.ts';
import { type Answer, excelType, type Input, type Query, type Question } from '../report/protocol.ts';
import type { MessageKey } from '../texts/i18n.ts';
import type { OffscreenOperations } from './operations.ts';

type Wanted = NonNullable<Parameters<OffscreenOperations['fetchContent']>[0]['excel']>;

/** 50 MB take some ten seconds; a minute and a half is far too long (ms). */
const timeout = 90_000;
/** Beside it the workbook and all its cells stand in memory (bytes). */
const mostBytes = 100 * 2 ** 20;
/** What a reader leaves out, or changes: it would be missing in the workbook. */
const losses = ['cellCut', 'tooManyCells', 'unknownCharacters', 'quoteNotClosed'];

/**
 * Starts the report's worker, which reads and writes files, for one deed: whatever they do to it, it can be ended, and the
 * offscreen document's own thread stays free to answer.
 * @throws the worker's reason; NotInTime
 */
async function byWorker<T>(what: string, ms: number, deed: (ask: Ask) => Promise<T>): Promise<T> {
  const worker = startWorker();
  try {
    return await inTime(what, ms, deed(worker.ask));
  } finally {
    worker.end();
  }
}

export const askWorker = <Q extends Question>(question: Q, input: Input<Q>, ms: number): Promise<Answer<Q>> =>
  byWorker(question, ms, (ask) => ask(question, input));

/**
 * An exported view as an Excel workbook.
 * @returns why there is none, if so: the code of a `trouble`, or a reason in words
 */
export async function excelOf(csv: Blob, wanted: Wanted): Promise<Blob | string> {
  if (csv.size > mostBytes) return 'tooBig';
  return byWorker('excel', timeout, (ask) => made(ask, csv, wanted)).catch(reasonOf);
}

async function made(ask: Ask, csv: Blob, { name, language }: Wanted): Promise<Blob | string> {
  const labels = labelsIn(await textsOf(language));
  const sources = [{ name, bytes: new Uint8Array(await csv.arrayBuffer()) }];
  const query: Query = { search: '', chosen: {}, shape: 'tree', columns: ['title'], language };
  const { opened, troubles } = await ask('open', { sources, words: [], query });
  if (!opened) return troubles[0]?.code ?? 'notAnExport';
  if (opened.troubles.some(({ code }) => losses.includes(code))) return 'doesNotFit';
  const { bytes, cut } = await ask('saveExcel', { labels });
  return cut?.rows || cut?.cells ? 'doesNotFit' : new Blob([bytes], { type: excelType });
}

/** The extension's texts: an offscreen document has no other way to them. */
async function textsOf(language: string): Promise<(key: MessageKey) => string> {
  const answer = await fetch(`/_locales/${language.replace('-', '_')}/messages.json`);
  const texts = (await answer.json()) as Record<string, { message: string } | undefined>;
  return (key) => texts[key]?.message ?? key;
}
