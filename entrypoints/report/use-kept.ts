import { useEffect, useMemo, useState } from 'preact/hooks';
import { type Copy, onCopiesChanged } from '../../lib/copies/copies.ts';
import { t } from '../../lib/i18n.ts';
import { reasonOf } from '../../lib/refused.ts';
import type { Source } from '../../lib/report/protocol.ts';
import { loadKept, othersOf, sourceOf, whyNot } from './kept.ts';

interface Report {
  open(sources: Source[]): Promise<void>;
  compare(sources: Source[]): Promise<unknown>;
}

/** The user's own exports of which a copy is kept: opened, and compared with each other. */
export function useKept(report: Report, first?: string, against?: string) {
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

  const others = useMemo(() => {
    const own = copies.find(({ id }) => id === shown);
    return own ? othersOf(copies, own.view, own.id) : [];
  }, [copies, shown]);
  return { copies, others, missing, open, compare, forget: () => setShown(undefined) };
}
export type Kept = ReturnType<typeof useKept>;
