import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { useFresh } from '../../components/use-fresh.ts';
import { type Copy, onCopiesChanged } from '../../lib/copies/copies.ts';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { Opened, Reading, Source } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { addressOf, loadKept, othersOf, sourceOf, viewWith, whyNot } from './kept.ts';

interface Report {
  reading: Reading | undefined;
  opened: Opened | undefined;
  open(sources: Source[]): Promise<boolean>;
  compare(sources: Source[]): Promise<unknown>;
}

/** The user's own exports of which a copy is kept: opened, and compared with each other. */
export function useKept(report: Report, ask: Ask, first?: string, against?: string) {
  const [copies] = useFresh<Copy[]>({ first: [], load: loadKept, listen: onCopiesChanged });
  const [missing, setMissing] = useState<string>();

  /** A copy may be waited for: by then something else may have been chosen. */
  const turn = useRef(0);
  const take = async (id: string, deed: (source: Source) => Promise<unknown>) => {
    const mine = ++turn.current;
    const say = (text: string) => turn.current === mine && setMissing(text);
    setMissing(undefined);
    try {
      const source = await sourceOf(id);
      if (turn.current !== mine) return;
      if (source) return await deed(source);
      const reason = await whyNot(id);
      say(reason ? t('report_copy_refused', reason) : t('report_copy_none'));
    } catch (error) {
      say(t('report_copy_refused', reasonOf(error)));
    }
  };
  const open = (id: string) => take(id, (source) => report.open([source]));
  const compare = (id: string) => take(id, (source) => report.compare([source]));
  useEffect(() => {
    if (first) void open(first).then((isOpen) => (isOpen === true && against ? compare(against) : undefined));
  }, []);

  const { opened, reading } = report;
  const idAt = (place: number | undefined) =>
    place === undefined ? undefined : reading?.reports[place]?.exportId;
  const shown = idAt(reading?.shown);
  const other = idAt(reading?.against);
  // Reloaded, the page shows what it showed, as far as that is kept: files of the user's own are gone with the page.
  useLayoutEffect(() => {
    if (opened) history.replaceState(history.state, '', addressOf(shown, other));
  }, [opened, shown, other]);
  const [related, setRelated] = useState<ExplorerView>();
  useEffect(() => {
    setRelated(undefined);
    if (!opened || shown !== undefined || copies.length === 0) return;
    let wanted = true;
    viewWith(copies, ask).then(
      (view) => wanted && setRelated(view),
      // Then none is offered; files can be chosen all the same.
      () => undefined,
    );
    return () => {
      wanted = false;
    };
  }, [ask, copies, opened?.name, shown]);

  const others = useMemo(() => {
    const own = copies.find(({ id }) => id === shown);
    const all = own
      ? othersOf(copies, own.view, own.id)
      : related
        ? othersOf(copies, related, undefined, Date.parse(opened?.asOf ?? ''))
        : [];
    return all.filter(({ id }) => !reading?.reports.some(({ exportId }) => exportId === id));
  }, [copies, shown, related, reading]);
  /** Something else was chosen: nothing is told of what was missing, and what is on its way comes too late. */
  const forget = () => {
    turn.current++;
    setMissing(undefined);
  };
  return { copies, others, missing, open, compare, forget };
}
export type Kept = ReturnType<typeof useKept>;
