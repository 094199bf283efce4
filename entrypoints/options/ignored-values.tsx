import { MessageBar } from '../../components/message-bar.tsx';
import type { Ignored } from '../../lib/settings/layers.ts';
import { reasonText } from '../../lib/settings/reasons.ts';
import { t } from '../../lib/texts/i18n.ts';
import { readPolicyViews } from '../../lib/views/policy.ts';

/** Entries of the organization's list of views, counted from 1. */
function wrongViews(views: unknown): Ignored[] {
  if (views !== undefined && !Array.isArray(views)) return [{ key: 'views', reason: 'setting_wrongType' }];
  return readPolicyViews(views).wrong.map((at) => ({ key: `views ${at}`, reason: 'setting_views_invalid' }));
}

/** What of the organization's policy can't be used, and why. */
export function IgnoredValues({ ignored, views }: { ignored: Ignored[]; views: unknown }) {
  const all = [...ignored, ...wrongViews(views)];
  if (all.length === 0) return null;
  return (
    <MessageBar intent="warning" title={t('options_ignored_title')}>
      <p>{t('options_ignored')}</p>
      <ul>
        {all.map(({ key, reason }) => (
          <li key={key}>{t('named', key, reasonText(reason, key))}</li>
        ))}
      </ul>
    </MessageBar>
  );
}
