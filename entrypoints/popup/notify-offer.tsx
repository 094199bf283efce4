import { setNotifications } from '../../components/use-notify.ts';
import { t } from '../../lib/i18n.ts';
import { send } from '../../lib/messages.ts';

interface Props {
  tell(done: Promise<unknown>): void;
}

/** Offered once, while somebody watches an export that takes its time. */
export function NotifyOffer({ tell }: Props) {
  return (
    <section class="offer" aria-label={t('notify_offer')}>
      <p class="quiet">{t('notify_offer')}</p>
      <div class="actions">
        <button type="button" class="link" onClick={() => tell(setNotifications(true))}>
          {t('notify_yes')}
        </button>
        <button type="button" class="link" onClick={() => tell(send('setNotify', { notify: 'off' }))}>
          {t('notify_no')}
        </button>
      </div>
    </section>
  );
}
