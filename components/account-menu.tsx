import type { Account } from '../lib/auth/account.ts';
import './account-menu.css';
import personIcon from 'fluent-icon:person-20-regular';
import { t } from '../lib/texts/i18n.ts';
import { ActionMenu } from './action-menu.tsx';
import { Icon } from './icon.tsx';

interface Props {
  account: Account | undefined;
  onSignIn(choose: boolean): void;
  onSignOut(): void;
}

/** Who is signed in: their initials; in its menu the whole address, and what can be done about it. */
export function AccountMenu({ account, onSignIn, onSignOut }: Props) {
  if (!account)
    return (
      <ActionMenu
        label={t('account')}
        head={t('notSignedIn')}
        items={[{ label: t('signIn'), deed: () => onSignIn(false) }]}
      >
        <Icon path={personIcon} />
      </ActionMenu>
    );
  return (
    <ActionMenu
      label={t('named', t('account'), account.username)}
      head={account.username}
      items={[
        { label: t('switchAccount'), deed: () => onSignIn(true) },
        { label: t('signOut'), deed: onSignOut },
      ]}
    >
      {/* Painted, not said: the name says more. */}
      <span class="initials" data-initials={initialsOf(account.username)} />
    </ActionMenu>
  );
}

/** `anna.lind@contoso.com`: `AL`. */
function initialsOf(username: string): string {
  const parts = (username.split('@')[0] ?? '').split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  return parts
    .slice(0, 2)
    .map(([first = '']) => first.toLocaleUpperCase())
    .join('');
}
