import type { ComponentChildren } from 'preact';
import { problemText } from '../../components/problem-texts.ts';
import { StatusIcon } from '../../components/status-icon.tsx';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import { formatElapsed, t } from '../../lib/texts/i18n.ts';

/** An export's state in a few words: why it stands still, or how far it is; with its icon, in its colour. */
export function State({ job, now }: { job: Job; now: number }) {
  const problem = problemOf(job);
  return (
    <Badge icon={<StatusIcon job={job} />} tone={statusOf(job)}>
      {problem ? problemText(problem, 'title') : t(statusText(statusOf(job)))}
      {/* A dot between them would begin the line that narrow columns put the time on. */}
      {isOpen(job) && !problem ? <span class="quiet"> {formatElapsed(elapsedOf(job, now))}</span> : null}
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
