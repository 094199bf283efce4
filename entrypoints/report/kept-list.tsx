import type { Copy } from '../../lib/copies/copies.ts';
import { formatTime, t } from '../../lib/texts/i18n.ts';

/** Copies of the user's own exports, to be opened. */
export function KeptList({ copies, onOpen }: { copies: Copy[]; onOpen(id: string): void }) {
  if (copies.length === 0) return null;
  const now = Date.now();
  return (
    <section class="card kept" aria-labelledby="kept">
      <h2 id="kept">{t('report_kept')}</h2>
      <ul>
        {copies.map(({ id, name, takenAt }) => (
          <li key={id}>
            <button type="button" class="link" onClick={() => onOpen(id)}>
              <bdi>{name}</bdi>
            </button>{' '}
            <span class="quiet">{formatTime(takenAt, now)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
