import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { nameOf, type ViewNames } from '../../lib/jobs/view-names.ts';

export const states = ['all', 'open', 'done', 'ended'] as const;

export interface Filter {
  /** Words that have to occur, in any order. */
  text: string;
  /** `ended`: failed, or no longer followed. */
  state: (typeof states)[number];
  /** Empty: every organization. */
  goalsOrganizationId: string;
}

export const noFilter: Filter = { text: '', state: 'all', goalsOrganizationId: '' };

/** Whether anything is looked for. */
export const isFilter = ({ text, state, goalsOrganizationId }: Filter): boolean =>
  text.trim() !== '' || state !== 'all' || goalsOrganizationId !== '';

/** Whether an export is among those that are looked for. Pure. */
export function matches(job: Job, names: ViewNames, { text, state, goalsOrganizationId }: Filter): boolean {
  if (state !== 'all' && state !== stateOf(job)) return false;
  if (goalsOrganizationId && job.view.goalsOrganizationId !== goalsOrganizationId) return false;
  const { view, account, file } = job;
  const searched = folded(
    [nameOf(job, names), view.explorerViewId, view.goalsOrganizationId, account?.username, file?.name].join(
      '\n',
    ),
  );
  return folded(text)
    .split(/\s+/)
    .every((word) => searched.includes(word));
}

function stateOf(job: Job): Filter['state'] {
  if (isOpen(job)) return 'open';
  return job.phase === 'done' ? 'done' : 'ended';
}

/** Without case and accents. */
const folded = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
