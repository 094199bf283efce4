import type { Problem } from '../problems/problems.ts';
import { catalogue, type SettingKey, type Settings, settingKeys } from '../settings/catalogue.ts';
import type { Job, JobEvent } from './job.ts';
import type { Unreadable } from './records.ts';
import type { Wait } from './wait.ts';

/** What a report is made of. */
export interface Facts {
  /** Epoch ms. */
  at: number;
  version: string;
  /** As the browser names itself. */
  browser: string;
  platform: string;
  /** Of the texts. */
  language: string;
  permissions: string[];
  /** Of `storage.local`, where the browser tells. */
  bytes?: number | undefined;
  settings: Settings;
  /** Which settings the organization has set. */
  managed: SettingKey[];
  signedIn: boolean;
  jobs: Job[];
  unreadable: Record<Unreadable, string[]>;
  signInProblem?: Problem | undefined;
  storageProblem?: Problem | undefined;
}

/** The last exports: how many are told of. */
const jobsTold = 10;

/**
 * A report for support, in English, whatever the language: versions, settings that differ from the default, and what
 * happened to the last exports. It takes what it names and nothing else: no token, no account, no view's name, no path.
 */
export function diagnosticReport(facts: Facts): string {
  const { at, jobs, unreadable } = facts;
  return [
    `Export view ${facts.version}, report of ${iso(at)}`,
    '',
    `Browser: ${facts.browser}`,
    `Platform: ${facts.platform}`,
    `Language: ${facts.language}`,
    `Permissions: ${facts.permissions.join(', ')}`,
    `Storage: ${facts.bytes ?? '?'} bytes, ${jobs.length} exports, ${unreadable.broken.length} damaged records, ${unreadable.newer.length} of a newer version`,
    `Signed in: ${facts.signedIn ? 'yes' : 'no'}`,
    ...problemLine('Last sign-in', facts.signInProblem),
    ...problemLine('Storage problem', facts.storageProblem),
    '',
    'Settings that differ from the default:',
    ...list(
      settingKeys.filter((key) => facts.settings[key] !== catalogue[key].default).map(settingLine(facts)),
    ),
    '',
    `Last exports (${Math.min(jobs.length, jobsTold)} of ${jobs.length}, newest first):`,
    ...list(jobs.slice(0, jobsTold).flatMap(jobLines)),
    '',
  ].join('\n');
}

const list = (lines: string[]): string[] => (lines.length > 0 ? lines : ['  none']);

const settingLine =
  ({ settings, managed }: Facts) =>
  (key: SettingKey): string => {
    const value = catalogue[key].personal ? '(changed)' : JSON.stringify(settings[key]);
    return `  ${key}: ${value}${managed.includes(key) ? ' (set by the organization)' : ''}`;
  };

function jobLines(job: Job): string[] {
  const { view, phase, exportJobId = 'none', status = 'none', polls, joined } = job;
  return [
    `  organization ${view.goalsOrganizationId}, view ${view.explorerViewId}`,
    `    phase ${phase}, export job ${exportJobId}, status ${status}, ${polls} polls${joined ? ', joined' : ''}`,
    `    requested ${iso(job.requestedAt)}, updated ${iso(job.updatedAt)}, expires ${iso(job.expiresAt)}`,
    ...problemLine('    problem', job.problem),
    ...waitLine(job.wait),
    ...job.events.map(eventLine),
  ];
}

/** @returns as `waits for retryAfter until 2026-…, not before 2026-…: throttled, …` */
function waitLine(wait: Wait | undefined): string[] {
  if (!wait) return [];
  const { for: what, until, notBefore, problem } = wait;
  const times = `until ${iso(until)}, not before ${iso(notBefore)}`;
  return [`    waits for ${what} ${times}`, ...problemLine('    in its way', problem)];
}

const eventLine = ({ at, phase, code, requestId, clientRequestId }: JobEvent): string =>
  `    ${iso(at)} ${[phase, code, ...ids({ requestId, clientRequestId })].filter(Boolean).join(', ')}`;

function problemLine(what: string, problem: Problem | undefined): string[] {
  if (!problem) return [];
  const { code, at, details = {} } = problem;
  const known = [
    details.status === undefined ? '' : `HTTP ${details.status}`,
    details.serviceCode ? `code ${details.serviceCode}` : '',
    ...ids(details),
  ];
  return [`${what}: ${[code, iso(at), ...known].filter(Boolean).join(', ')}`];
}

const ids = (of: { requestId?: string | undefined; clientRequestId?: string | undefined }): string[] => [
  of.requestId ? `request-id ${of.requestId}` : '',
  of.clientRequestId ? `client-request-id ${of.clientRequestId}` : '',
];

/** UTC; what is no time is told as it is. */
function iso(at: number | undefined): string {
  if (at === undefined) return '-';
  return Math.abs(at) <= 8.64e15 ? new Date(at).toISOString() : String(at);
}
