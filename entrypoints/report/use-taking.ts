import { useEffect, useRef, useState } from 'preact/hooks';
import { reasonOf } from '../../lib/problems/refused.ts';
import { t } from '../../lib/texts/i18n.ts';

/** What takes longer than this (ms) tells how far it is. */
const patience = 500;

interface Work {
  signal: AbortSignal;
  onProgress(share: number): void;
}

/**
 * One deed at a time that takes something out of the report; what became of it is a text.
 * @param about what is open: of another file nothing was taken yet
 */
export function useTaking(about: unknown) {
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState(false);
  const [share, setShare] = useState<number>();
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => setSaid(''), [about]);

  const take = async (deed: (work: Work) => Promise<string>) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    let last = 0;
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      setShare(last);
    }, patience);
    setSaid('');
    setFailed(false);
    try {
      const onProgress = (done: number) => {
        last = done;
        if (late && running.current === controller) setShare(done);
      };
      const text = await deed({ signal: controller.signal, onProgress });
      if (running.current === controller) setSaid(text);
    } catch (error) {
      if (controller.signal.aborted) return;
      setFailed(true);
      setSaid(t('report_take_failed', reasonOf(error)));
    } finally {
      clearTimeout(timer);
      if (running.current === controller) {
        running.current = undefined;
        setShare(undefined);
      }
    }
  };
  const cancel = () => running.current?.abort();
  return { said, failed, share, take, cancel };
}
export type Taking = ReturnType<typeof useTaking>;
