import runsIcon from 'fluent-icon:arrow-sync-20-regular';
import doneIcon from 'fluent-icon:checkmark-circle-20-filled';
import waitsIcon from 'fluent-icon:clock-20-regular';
import failedIcon from 'fluent-icon:dismiss-circle-20-filled';
import endedIcon from 'fluent-icon:prohibited-20-regular';
import pausedIcon from 'fluent-icon:warning-20-filled';
import type { ComponentChildren } from 'preact';
import { Icon } from '../../components/icon.tsx';
import { problemText } from '../../components/problem-texts.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, type Status, statusOf, statusText } from '../../lib/jobs/status.ts';
import { formatElapsed, t } from '../../lib/texts/i18n.ts';

const icons: Partial<Record<Status, string>> = {
  done: doneIcon,
  failed: failedIcon,
  cancelled: endedIcon,
  paused: pausedIcon,
};

/** An export's state in a few words: why it stands still, or how far it is. */
export function stateText(job: Job, now: number): string {
  const problem = problemOf(job);
  if (problem) return problemText(problem, 'title');
  const text = t(statusText(statusOf(job)));
  return isOpen(job) ? `${text} · ${formatElapsed(elapsedOf(job, now))}` : text;
}

/** The same with its icon, in its colour. */
export function State({ job, now }: { job: Job; now: number }) {
  const status = statusOf(job);
  const icon = icons[status] ?? (problemOf(job) ? waitsIcon : runsIcon);
  return (
    <Badge icon={icon} tone={status}>
      {stateText(job, now)}
    </Badge>
  );
}

export function Badge(props: { icon: string; tone: string; children: ComponentChildren }) {
  return (
    <span class={`badge ${props.tone}`}>
      <Icon path={props.icon} />
      <span>{props.children}</span>
    </span>
  );
}
