import doneIcon from 'fluent-icon:checkmark-circle-20-filled';
import waitsIcon from 'fluent-icon:clock-20-regular';
import failedIcon from 'fluent-icon:dismiss-circle-20-filled';
import { Icon } from '../../components/icon.tsx';
import type { ServiceExport } from '../../lib/jobs/elsewhere.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { nameOf, type ViewNames } from '../../lib/jobs/view-names.ts';
import { capitalized, formatDuration, formatWhen, t } from '../../lib/texts/i18n.ts';
import { Badge } from './state.tsx';

const fetchable = new Set(['succeeded', 'running', 'notStarted']);

interface Props {
  found: ServiceExport;
  jobs: Job[];
  names: ViewNames;
  now: number;
  onFetch(): void;
}

/** One export that the service knows, and how to have its file. */
export function Found({ found: { view, status, createdAt, expiresAt }, jobs, names, now, onFetch }: Props) {
  const title = jobs.find((job) => job.view.explorerViewId === view.explorerViewId)?.title;
  const name = nameOf({ view, ...(title ? { title } : {}) }, names);
  const gone = expiresAt !== undefined && expiresAt <= now;
  const left = expiresAt === undefined || gone ? '' : formatDuration(expiresAt - now);
  const state = gone ? 'expired' : status;
  const ended = state === 'succeeded' ? doneIcon : fetchable.has(state) ? waitsIcon : failedIcon;
  return (
    <tr class="export">
      <th scope="row" dir="auto">
        {name}
      </th>
      <td class="when">{createdAt === undefined ? '' : capitalized(formatWhen(createdAt, now))}</td>
      <td class="state">
        <Badge icon={<Icon path={ended} />} tone={state === 'succeeded' ? 'done' : ''}>
          {statusName(state)}
        </Badge>
        {left ? <span class="quiet"> {t('keptFor', left)}</span> : null}
      </td>
      <td class="deeds">
        {gone || !fetchable.has(status) ? null : (
          <button type="button" onClick={onFetch}>
            {t(status === 'succeeded' ? 'elsewhere_download' : 'elsewhere_follow')}
          </button>
        )}
      </td>
    </tr>
  );
}

function statusName(status: string): string {
  if (status === 'succeeded') return t('elsewhere_succeeded');
  if (status === 'notStarted') return t('status_waiting');
  if (status === 'running') return t('status_running');
  if (status === 'failed') return t('status_failed');
  if (status === 'skipped') return t('elsewhere_skipped');
  return status === 'expired' ? t('elsewhere_expired') : status;
}
