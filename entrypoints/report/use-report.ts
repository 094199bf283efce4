import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Kind } from '../../lib/okr/model.ts';
import { learn } from '../../lib/okr/words.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import type { Ask, ReportWorker } from '../../lib/report/client.ts';
import type { Charts, Input, Opened, Query, Reading, Shown, Source } from '../../lib/report/protocol.ts';
import { formatLanguage } from '../../lib/texts/language.ts';
import { fitting } from './fitting.ts';
import { firstColumns } from './grid/columns.ts';
import { whenIdle } from './when-idle.ts';

/** Reading that takes longer than this (ms) tells how far it is. */
const patience = 500;

const firstQuery: Omit<Query, 'language'> = {
  search: '',
  chosen: {},
  shape: 'tree',
  columns: firstColumns,
};

export type Meanings = Record<string, Kind>;

/** What is read just now: the share done, undefined until it has taken a while. */
interface Progress {
  share?: number | undefined;
  cancel(): void;
}

/** The files that are open, and what is shown of them. */
export function useReport(worker: ReportWorker, meanings: Meanings) {
  const { ask } = worker;
  const [reading, setReading] = useState<Reading>();
  const [progress, setProgress] = useState<Progress>();
  const [failure, setFailure] = useState<string>();
  const [query, setQuery] = useState<Query>({ ...firstQuery, language: formatLanguage() });
  const latest = useRef(query);
  latest.current = query;
  const words = useMemo(() => Object.entries(meanings), [meanings]);
  const opened = reading?.opened;
  const { answered, ...found } = useFound(ask, reading, query, setFailure);

  /** Counts the deeds: of one that was overtaken nothing is shown. */
  const turn = useRef(0);
  const before = useRef<Opened | undefined>(undefined);
  const show = useCallback((next: Reading) => {
    if (next.learned) learn(next.learned);
    const last = before.current;
    before.current = next.opened;
    // At once: drawn with another query, the rows that came along would be asked for again.
    if (next.query) answered.current = next.query;
    setQuery((query) => next.query ?? fitting(query, last, next.opened));
    setReading(next);
  }, []);

  /** Lets the worker read something; what it read is shown, and what it could not is told. */
  const read = useCallback(
    async (deed: (job: { onProgress(share: number): void; signal: AbortSignal }) => Promise<Reading>) => {
      const controller = new AbortController();
      const mine = ++turn.current;
      const cancel = () => controller.abort();
      let share = 0;
      const onProgress = (done: number) => {
        share = done;
        setProgress((last) => (last?.share === undefined ? last : { cancel, share }));
      };
      setProgress((last) => {
        last?.cancel();
        return { cancel };
      });
      setFailure(undefined);
      const timer = setTimeout(() => setProgress({ cancel, share }), patience);
      try {
        const next = await deed({ onProgress, signal: controller.signal });
        if (turn.current !== mine) return undefined;
        show(next);
        return next;
      } catch (error) {
        if (!controller.signal.aborted) setFailure(reasonOf(error));
        // The worker may have been done by the time it heard of it.
        else if (turn.current === mine)
          await ask('current', {}).then(
            (now) => turn.current === mine && show(now),
            () => undefined,
          );
        return undefined;
      } finally {
        clearTimeout(timer);
        if (!controller.signal.aborted) setProgress(undefined);
        else setProgress((last) => (last?.cancel === cancel ? undefined : last));
      }
    },
    [ask, show],
  );

  /** Files that are opened just now: what is to be compared with them waits for them. */
  const opening = useRef<Promise<unknown>>(Promise.resolve());
  const openNow = useCallback(
    async (sources: Source[]) => {
      const { shape, language } = latest.current;
      const first = { ...firstQuery, shape, language };
      const next = await read((job) => ask('open', { sources, words, query: first }, job));
      return next !== undefined && next.opened !== undefined;
    },
    [ask, read, words],
  );
  const open = useCallback(
    (sources: Source[]) => {
      const done = openNow(sources);
      opening.current = done;
      return done;
    },
    [openNow],
  );
  const deeds = useMemo(
    () => ({
      open,
      compare: async (sources: Source[]) => {
        await opening.current;
        return read((job) => ask('compare', { sources, words }, job));
      },
      compareOpen: (report: number) => read(() => ask('compare', { report })),
      compareOtherwise: (how: Input<'compareOtherwise'>) => read(() => ask('compareOtherwise', how)),
      stopComparing: () => read(() => ask('stopComparing', {})),
      choose: (report: number) => read(() => ask('choose', { report })),
      close: (report: number) => read(() => ask('close', { report })),
      setWords: (next: Meanings) => read((job) => ask('setWords', { words: Object.entries(next) }, job)),
    }),
    [ask, open, read, words],
  );
  return { reading, opened, progress, failure, query, setQuery, ...found, ...deeds };
}

export type ReportState = ReturnType<typeof useReport>;

/** What a query finds: rows at once, charts when these are drawn; a query that was overtaken is not asked. */
function useFound(ask: Ask, reading: Reading | undefined, query: Query, onFailure: (reason: string) => void) {
  const [found, setFound] = useState<{ in: Reading | undefined; shown: Shown }>();
  const [charts, setCharts] = useState<Charts>();
  const now = useRef(reading);
  now.current = reading;
  /** The query whose rows came last. */
  const answered = useRef<Query | undefined>(undefined);
  const asking = useRef<Promise<unknown>>(Promise.resolve());
  const show = useCallback((shown: Shown) => setFound({ in: now.current, shown }), []);

  // Before the page is laid out: the worker need not wait for that.
  useLayoutEffect(() => {
    if (!reading?.opened) return;
    const overtaken = new AbortController();
    const { signal } = overtaken;
    const find = async () => {
      await asking.current;
      if (signal.aborted) return;
      if (query !== answered.current) {
        const asked = ask('query', query);
        asking.current = asked.catch(() => undefined);
        show(await asked);
        answered.current = query;
      }
      await whenIdle();
      if (!signal.aborted) setCharts(await ask('charts', {}, { signal }));
    };
    find().catch((error) => {
      if (!signal.aborted) onFailure(reasonOf(error));
    });
    return () => overtaken.abort();
  }, [reading, query, ask, show, onFailure]);

  const fetchRows = useCallback((from: number, count: number) => ask('rows', { from, count }), [ask]);
  const fold = useCallback(
    (what: { at: number; open: boolean } | { all: true; open: boolean }, from: number) => {
      ask('fold', { ...what, from }).then(show, (error) => onFailure(String(error)));
    },
    [ask, show, onFailure],
  );
  // Rows of other files are never shown as these'.
  const shown = found && found.in === reading ? found.shown : reading?.opened && reading.rows;
  return { shown, shownFor: answered.current, charts, fetchRows, fold, answered };
}
