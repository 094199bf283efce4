import type { ComponentChildren } from 'preact';
import { problemText } from '../../components/problem-texts.ts';
import { StatusIcon } from '../../components/status-icon.tsx';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import { formatElapsed, t } from '../../lib/texts/i18n.ts';

/** An export's state in a few words: why it stands still, or how far it is. */
export function stateText(job: Job, now: number): string {
  const problem = problemOf(job);
  if (problem) return problemText(problem, 'title');
  const text = t(statusText(statusOf(job)));
  return isOpen(job) ? `${text} · ${formatElapsed(elapsedOf(job, now))}` : text;
}

/** The same with its icon, in its colour. */
export function State({ job, now }: { job: Job; now: number }) {
  return (
    <Badge icon={<StatusIcon job={job} />} tone={statusOf(job)}>
      {stateText(job, now)}
    </Badge>
  );
}

export function Badge(props: { icon: ComponentChildren; tone: string; children: ComponentChildren }) {
  return (
    <span class={`badge ${props.tone}`}>
      {props.icon}
      <span>{props.children}</span>
    </span>
  );
}
