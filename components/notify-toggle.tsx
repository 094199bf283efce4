import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { t } from '../lib/i18n.ts';
import { reasonOf } from '../lib/refused.ts';
import { loadNotify, type Notify } from '../lib/storage.ts';
import { setNotifications } from './use-notify.ts';

/** Notifications on or off; what the browser would not allow is said. */
export function NotifyToggle() {
  const [notify, setNotify] = useState<Notify>();
  useEffect(() => {
    // What can't be read now stays as it was shown.
    const reload = () => void loadNotify().then(setNotify, () => undefined);
    reload();
    browser.storage.local.onChanged.addListener(reload);
    return () => browser.storage.local.onChanged.removeListener(reload);
  }, []);
  const [outcome, setOutcome] = useState('');
  const change = (on: boolean) =>
    void setNotifications(on).then(
      (isOn) => setOutcome(on && !isOn ? t('notify_declined') : ''),
      (error: unknown) => setOutcome(reasonOf(error)),
    );
  return (
    <div class="field check">
      <label for="notify">{t('notify_setting')}</label>
      <input
        id="notify"
        type="checkbox"
        checked={notify === 'on'}
        aria-describedby="notify-hint notify-outcome"
        onClick={(event) => {
          // It shows what is stored, once that has changed.
          event.preventDefault();
          change(notify !== 'on');
        }}
      />
      <p id="notify-hint" class="quiet">
        {t('notify_setting_hint')}
      </p>
      <p id="notify-outcome" class="reason" role="status">
        {outcome}
      </p>
    </div>
  );
}
