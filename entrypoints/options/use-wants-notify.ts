import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { setNotifications } from '../../components/use-notify.ts';
import { t } from '../../lib/i18n.ts';
import { reasonOf } from '../../lib/refused.ts';
import { loadNotify } from '../../lib/storage.ts';

/** Whether the user wants notifications: as stored, or as chosen here and not yet saved. */
export function useWantsNotify() {
  const [stored, setStored] = useState(false);
  const [chosen, setChosen] = useState<boolean>();
  const [reason, setReason] = useState('');
  useEffect(() => {
    // What can't be read now stays as it was shown.
    const reload = () =>
      void loadNotify().then(
        (notify) => setStored(notify === 'on'),
        () => undefined,
      );
    reload();
    browser.storage.local.onChanged.addListener(reload);
    return () => browser.storage.local.onChanged.removeListener(reload);
  }, []);
  const changed = chosen !== undefined && chosen !== stored;
  return {
    on: chosen ?? stored,
    reason,
    changed,
    choose(on: boolean) {
      setReason('');
      setChosen(on);
    },
    discard() {
      setReason('');
      setChosen(undefined);
    },
    /** To be called by a click, before anything is waited for: the browser asks the user. */
    async save(): Promise<void> {
      if (!changed) return;
      try {
        const on = await setNotifications(chosen);
        setReason(chosen && !on ? t('notify_declined') : '');
        setStored(on);
      } catch (error) {
        setReason(reasonOf(error));
      }
      setChosen(undefined);
    },
  };
}
