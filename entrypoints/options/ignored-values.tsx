import { t } from '../../lib/i18n.ts';
import type { Ignored } from '../../lib/settings/layers.ts';
import { reasonText } from '../../lib/settings/reasons.ts';

/** What of the organization's policy can't be used, and why. */
export function IgnoredValues({ ignored }: { ignored: Ignored[] }) {
  if (ignored.length === 0) return null;
  return (
    <div class="notice warning">
      <p>{t('options_ignored')}</p>
      <ul>
        {ignored.map(({ key, reason }) => (
          <li key={key}>{t('named', key, reasonText(reason, key))}</li>
        ))}
      </ul>
    </div>
  );
}
