import { t } from '../../lib/i18n.ts';
import type { Account } from '../../lib/jobs/job.ts';

interface Props {
  account: Account | undefined;
  onSignIn(choose: boolean): void;
  onSignOut(): void;
}

/** Who is signed in. */
export function AccountLine({ account, onSignIn, onSignOut }: Props) {
  return (
    <footer>
      <p class="quiet">
        {account ? (
          <>
            {t('signedInAs')} <bdi>{account.username}</bdi>
          </>
        ) : (
          t('notSignedIn')
        )}
      </p>
      <div class="actions">
        {account ? (
          <>
            <button type="button" class="link" onClick={() => onSignIn(true)}>
              {t('switchAccount')}
            </button>
            <button type="button" class="link" onClick={onSignOut}>
              {t('signOut')}
            </button>
          </>
        ) : (
          <button type="button" class="link" onClick={() => onSignIn(false)}>
            {t('signIn')}
          </button>
        )}
      </div>
    </footer>
  );
}
