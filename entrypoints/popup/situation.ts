import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { endedLately } from '../../lib/jobs/status.ts';

/** What the popup is about: there is one thing to do in each, or none. */
export type Situation =
  | 'setUp'
  | 'access'
  | 'otherPage'
  | 'invalid'
  | 'paused'
  | 'running'
  | 'failed'
  | 'done'
  | 'ready';

interface Known {
  needsSetUp: boolean;
  /** The browser keeps us from a site. */
  locked: boolean;
  page: ExplorerPage | undefined;
  /** The last export of the view. */
  current: Job | undefined;
  now: number;
}

export function situationOf({ needsSetUp, locked, page, current, now }: Known): Situation {
  if (needsSetUp) return 'setUp';
  if (locked) return 'access';
  if (!page) return 'otherPage';
  if ('invalid' in page) return 'invalid';
  if (!current) return 'ready';
  if (isPaused(current)) return 'paused';
  if (isOpen(current)) return 'running';
  if (current.phase === 'failed') return 'failed';
  return current.phase === 'done' && endedLately(current, now) ? 'done' : 'ready';
}
