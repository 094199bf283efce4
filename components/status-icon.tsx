import doneIcon from 'fluent-icon:checkmark-circle-20-filled';
import waitsIcon from 'fluent-icon:clock-20-regular';
import failedIcon from 'fluent-icon:dismiss-circle-20-filled';
import endedIcon from 'fluent-icon:prohibited-20-regular';
import runsIcon from 'fluent-icon:spinner-ios-20-regular';
import pausedIcon from 'fluent-icon:warning-20-filled';
import type { Job } from '../lib/jobs/job.ts';
import { problemOf, type Status, statusOf } from '../lib/jobs/status.ts';
import { Icon } from './icon.tsx';

const icons: Partial<Record<Status, string>> = {
  done: doneIcon,
  failed: failedIcon,
  cancelled: endedIcon,
  paused: pausedIcon,
};

/** The icon of what became of an export, or becomes of it: it turns while something is done, and stands while it waits. */
export function StatusIcon({ job }: { job: Job }) {
  const stands = icons[statusOf(job)] ?? (problemOf(job) ? waitsIcon : undefined);
  return <Icon path={stands ?? runsIcon} class={stands ? '' : 'turns'} />;
}
