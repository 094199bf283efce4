import type { CheckIn } from '../../../lib/okr/model.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import { formatDay } from '../format.ts';
import { Status } from '../grid/cell.tsx';

/** All of its check-ins. */
export function CheckIns({ checkIns }: { checkIns: CheckIn[] }) {
  if (checkIns.length === 0) return null;
  return (
    <section>
      <h3>
        {t('report_column_checkIns')} <span class="quiet">{formatCount(checkIns.length)}</span>
      </h3>
      <ol class="check-ins">
        {checkIns.map((one, at) => (
          <li key={at}>
            <p class="line">
              <b>{formatDay(one.date ?? one.activityAt ?? '')}</b>
              {one.value ? <span>{one.value.text}</span> : null}
              {one.status ? <Status word={one.status.word} /> : null}
              <bdi class="quiet">{one.user?.name ?? ''}</bdi>
            </p>
            {one.note || one.unread ? (
              <p class="prose" dir="auto">
                {one.unread ? (one.raw ?? one.note) : one.note}
              </p>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  );
}
