import type { Account } from '../auth/account.ts';
import { defined } from '../data/data.ts';
import type { ExportFile } from '../files/export-file.ts';
import type { ExplorerView } from '../goals/explorer-view.ts';
import type { Problem, ProblemCode } from '../problems/problems.ts';
import { isForUser, stepDue, type Wait } from './wait.ts';

/** Phases of an export that goes on; each names what is to be done next. */
const openPhases = [
  /** To be created at the service. */
  'requested',
  /** The POST went out and its answer is not written down: the service has to be asked for the job. */
  'creating',
  /** The service works on it. */
  'following',
  /** Succeeded: the content is to be fetched. */
  'ready',
  /** The content is in the browser: it is to be saved, or is being saved, as a file. */
  'saving',
] as const;
export type OpenPhase = (typeof openPhases)[number];

export const phases = [...openPhases, 'done', 'failed', 'cancelled'] as const;
export type Phase = (typeof phases)[number];

/** One thing that happened to an export: for those who have to find out why it took long, or failed. */
export interface JobEvent {
  /** Epoch ms. */
  at: number;
  /** The phase that followed. */
  phase: Phase;
  code?: ProblemCode;
  requestId?: string;
  clientRequestId?: string;
}

/**
 * One export, as it is stored under `job:<id>`: everything the user sees is derived from it. Times are epoch ms.
 * Whoever changes its shape raises `version` and says in `jobs/records` what becomes of earlier ones.
 */
export interface Job {
  version: 3;
  /** Ours, a UUID. */
  id: string;
  view: ExplorerView;
  /** The view's name, where the page told it. */
  title?: string;
  account?: Account;
  phase: Phase;
  /** The service's id of the export job. */
  exportJobId?: string;
  /** The service's status as last seen. */
  status?: string;
  /** An export of this view was under way already (409), and is followed. */
  joined?: true;
  requestedAt: number;
  updatedAt: number;
  /** What it waits for, as long as it is open. Of one that failed: `notBefore`, to which the user's Retry keeps. */
  wait?: Wait;
  /** When the last POST was written down, before it went out. */
  postedAt?: number;
  /** How long it has waited for the service since it was asked for, ms; neither sleep nor pauses count. */
  waited: number;
  /** Status requests so far. */
  polls: number;
  /** Failures in a row of the step that is due. */
  failures: number;
  /** Why it ended (`failed`), and the phase in which it did. */
  problem?: Problem;
  failedIn?: OpenPhase;
  /** When the service forgets the result. */
  expiresAt?: number;
  file?: ExportFile;
  /** A host, none of Microsoft's, from which the user agreed to have this file fetched. */
  agreedHost?: string;
  /** Why the browser keeps no copy of the content, though it should. Whether there is one, `copies/copies` tells. */
  noCopy?: string;
  /** The last things that happened to it, oldest first. */
  events: JobEvent[];
}

export type OpenJob = Job & { phase: OpenPhase; wait: Wait };

export const isEnded = (phase: Phase): boolean =>
  phase === 'done' || phase === 'failed' || phase === 'cancelled';

export const isOpen = (job: Job): job is OpenJob => !isEnded(job.phase);

/** Waits for its user, who is told what for. */
export const isPaused = (job: Job): job is OpenJob & { wait: Required<Pick<Wait, 'problem'>> } =>
  isOpen(job) && isForUser(job.wait);

/** A new export, to be written down before anything is asked; `account`: who is to be asked for first. */
export function newJob(
  id: string,
  view: ExplorerView,
  title: string | undefined,
  now: number,
  account?: Account,
): OpenJob {
  return defined({
    version: 3,
    id,
    view,
    title: title || undefined,
    account,
    phase: 'requested',
    requestedAt: now,
    updatedAt: now,
    ...stepDue(now),
    waited: 0,
    polls: 0,
    failures: 0,
    events: [] as JobEvent[],
  });
}
