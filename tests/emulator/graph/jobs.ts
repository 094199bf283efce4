import { randomBytes } from 'node:crypto';
import type { OkrShape } from '../okr-forms.ts';
import type { OkrTableOptions } from '../okr-table.ts';

/** One export, as the service keeps it. */
export interface Job {
  /** As `Location` names it, without `j!`. */
  key: string;
  /** What the documented body of the 201 answer calls `id`: another one. */
  bodyId: string;
  /** Whose it is; it does not exist for others. */
  oid: string;
  goalsOrganizationId: string;
  explorerViewId: string;
  /** Epoch ms by the service's clock, as all times in here. */
  createdAt: number;
  startsAt: number;
  endsAt: number;
  expiresAt: number;
  /** Its status once it has ended. */
  outcome: string;
  statusDetail?: string;
  /** What its file is made of. */
  table: OkrTableOptions;
  /** The service asked not to be asked again before. */
  quietUntil?: number;
  /** When that was said (epoch ms, by the machine's clock). */
  toldAt?: number;
}

/** What the service does to jobs, as tests set it. */
export interface JobKnobs {
  /** How long a job waits and then runs, ms. */
  timing: { notStartedMs: number; runningMs: number };
  /** How every job ends: `succeeded`, `failed`, `skipped` or whatever. */
  outcome: string;
  statusDetail: string | undefined;
  /** How long jobs can be asked for, ms; undefined: as the form says. */
  ttlMs: number | undefined;
  /** Rows of an export. */
  rows: number;
  /** Exact size of an export, instead of `rows`. */
  contentBytes: number | undefined;
  /** What an export is, instead of rows that are made. */
  contentText: string | undefined;
  /** Which of the known forms exports have; of itself form A. */
  shape: OkrShape;
}

export const pending = (job: Job, now: number): boolean => now < job.endsAt;

/** Status at this time. */
export function statusOf(job: Job, now: number): string {
  if (!pending(job, now)) return job.outcome;
  return now < job.startsAt ? 'notStarted' : 'running';
}

/**
 * A new job.
 * @param lifetime ms
 */
export function createJob(
  knobs: JobKnobs,
  { oid, goalsOrganizationId, explorerViewId }: Pick<Job, 'oid' | 'goalsOrganizationId' | 'explorerViewId'>,
  now: number,
  lifetime: number,
): Job {
  const startsAt = now + knobs.timing.notStartedMs;
  return {
    key: randomBytes(32).toString('base64url'),
    bodyId: crypto.randomUUID(),
    oid,
    goalsOrganizationId,
    explorerViewId,
    createdAt: now,
    startsAt,
    endsAt: startsAt + knobs.timing.runningMs,
    expiresAt: now + lifetime,
    outcome: knobs.outcome,
    ...(knobs.statusDetail === undefined ? {} : { statusDetail: knobs.statusDetail }),
    table: {
      rows: knobs.rows,
      ...(knobs.contentBytes === undefined ? {} : { bytes: knobs.contentBytes }),
      ...(knobs.contentText === undefined ? {} : { text: knobs.contentText }),
      seed: explorerViewId,
      ...knobs.shape,
    },
  };
}

/** The id without its prefix, percent-decoded as far as it can be. */
export function keyOf(id: string): string {
  try {
    return decodeURIComponent(id).replace(/^j!/, '');
  } catch {
    return id;
  }
}

/**
 * Whether a key is well-formed: 32 bytes, or a JSON text that names an object, both in base64url. Other keys are
 * refused before anybody looks for a job.
 */
export function validKey(key: string): boolean {
  if (!/^[\w-]+$/.test(key)) return false;
  const bytes = Buffer.from(key, 'base64url');
  if (key.length === 43 && bytes.length === 32) return true;
  try {
    const value: unknown = JSON.parse(bytes.toString('utf8'));
    return typeof value === 'object' && value !== null && '_type' in value && 'id' in value;
  } catch {
    return false;
  }
}
