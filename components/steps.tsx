import './steps.css';
import { isOpen, type Job } from '../lib/jobs/job.ts';
import { busyStatuses, progressOf, type Status, statusText } from '../lib/jobs/status.ts';
import { t } from '../lib/texts/i18n.ts';

const order: Status[] = [...busyStatuses, 'done'];

/** The five stations of an export; the current one pulses. */
export function Steps({ job }: { job: Job }) {
  if (!isOpen(job)) return null;
  const at = order.indexOf(progressOf(job));
  return (
    <ol class={job.wait.problem ? 'steps still' : 'steps'} aria-label={t('progress')}>
      {order.map((station, index) => (
        <li
          key={station}
          class={index <= at ? 'reached' : ''}
          aria-current={index === at ? 'step' : undefined}
          title={t(statusText(station))}
        >
          <span class="visually-hidden">{t(statusText(station))}</span>
        </li>
      ))}
    </ol>
  );
}
