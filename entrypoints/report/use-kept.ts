import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Copy, onCopiesChanged } from '../../lib/copies/copies.ts';
import type { ExplorerView } from '../../lib/goals/explorer-view.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import type { Ask } from '../../lib/report/client.ts';
import type { Opened, Source } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { loadKept, othersOf, sourceOf, viewWith, whyNot } from './kept.ts';

interface Report {
  opened: Opened | undefined;
  open(sources: Source[]): Promise<void>;
  compare(sources: Source[]): Promise<unknown>;
}

/** The user's own exports of which a copy is kept: opened, and compared with each other. */
export function useKept(report: Report, ask: Ask, first?: string, against?: string) {
  const [copies, setCopies] = useState<Copy[]>([]);
  const [shown, setShown] = useState<string>();
  const [missing, setMissing] = useState<string>();
  useEffect(() => {
    const look = () => void loadKept().then(setCopies);
    look();
    return onCopiesChanged(look);
  }, []);

  const take = async (id: string, deed: (source: Source) => Promise<unknown>) => {
    setMissing(undefined);
    try {
      const source = await sourceOf(id);
      if (source) return await deed(source);
      const reason = await whyNot(id);
      setMissing(reason ? t('report_copy_refused', reason) : t('report_copy_none'));
    } catch (error) {
      setMissing(t('report_copy_refused', reasonOf(error)));
    }
  };
  const open = (id: string) =>
    take(id, async (source) => {
      await report.open([source]);
      setShown(id);
    });
  const compare = (id: string) => take(id, (source) => report.compare([source]));
  useEffect(() => {
    if (first) void open(first).then(() => (against ? compare(against) : undefined));
  }, []);

  const { opened } = report;
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
    if (own) return othersOf(copies, own.view, own.id);
    return related ? othersOf(copies, related, undefined, Date.parse(opened?.asOf ?? '')) : [];
  }, [copies, shown, related, opened?.asOf]);
  return { copies, others, missing, open, compare, forget: () => setShown(undefined) };
}
export type Kept = ReturnType<typeof useKept>;
