import { t } from '../lib/i18n.ts';

interface Props {
  on: boolean;
  /** What the browser would not allow. */
  reason: string;
  onChange(on: boolean): void;
}

/** Notifications on or off. */
export function NotifyToggle({ on, reason, onChange }: Props) {
  return (
    <div class="field check">
      <label for="notify">{t('notify_setting')}</label>
      <input
        id="notify"
        type="checkbox"
        checked={on}
        aria-describedby="notify-hint notify-outcome"
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <p id="notify-hint" class="quiet">
        {t('notify_setting_hint')}
      </p>
      <p id="notify-outcome" class="reason" role="status">
        {reason}
      </p>
    </div>
  );
}
