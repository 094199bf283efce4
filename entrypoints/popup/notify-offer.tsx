import { send } from '../../lib/messages/messages.ts';
import { requestFor } from '../../lib/settings/needs.ts';
import { t } from '../../lib/texts/i18n.ts';

interface Props {
  tell(done: Promise<unknown>): void;
  /** Not where it was said elsewhere that they are wanted. */
  refusable: boolean;
}

/** Offered while somebody watches an export that takes its time, until they have answered. */
export function NotifyOffer({ tell, refusable }: Props) {
  const answer = (notify: boolean) => send('saveSettings', { settings: { notify } });
  return (
    <section class="offer" aria-label={t('notify_offer')}>
      <p class="quiet">{t('notify_offer')}</p>
      <div class="actions">
        <button type="button" class="link" onClick={() => tell(requestFor('notify').then(answer))}>
          {t('setting_notify_allow')}
        </button>
        {refusable ? (
          <button type="button" class="link" onClick={() => tell(answer(false))}>
            {t('notify_no')}
          </button>
        ) : null}
      </div>
    </section>
  );
}
