import { loadAccessProblem } from '../browser/site-access.ts';
import { defined } from '../data/data.ts';
import { type ExplorerView, isExplorerView } from '../goals/explorer-view.ts';
import type { ExportJob } from '../graph/decode.ts';
import { listExportJobs } from '../graph/export-jobs.ts';
import type { Problem, ProblemCode } from '../problems/problems.ts';
import { accountFor } from './accounts.ts';
import { loadJobsFor } from './load.ts';
import { setbackOfError } from './steps.ts';
import { withToken } from './with-token.ts';

/** An export job that the service lists, whoever started it and by whatever means. */
export interface ServiceExport {
  exportJobId: string;
  view: ExplorerView;
  status: string;
  /** Epoch ms. */
  createdAt?: number;
  /** Epoch ms; the result is gone afterwards. */
  expiresAt?: number;
}

/** The texts of these promise an automatic retry; here there is none. */
const saysToWait = new Set<ProblemCode>(['throttled', 'signInServiceBusy']);
const minute = 60_000;

/** What the service lists of an organization, newest first; or why that can't be had. */
export type ServiceExports = { exports: ServiceExport[] } | { problem: Problem };

/** Asks the service for the export jobs of an organization, because a user asked for it. */
export async function listServiceExports(goalsOrganizationId: string): Promise<ServiceExports> {
  const lack = await loadAccessProblem();
  if (lack) return { problem: { ...lack, at: Date.now() } };
  const preferred = accountFor(goalsOrganizationId, await loadJobsFor({ goalsOrganizationId }));
  const answer = await withToken({ preferred }, true, (token) =>
    listExportJobs(goalsOrganizationId, token),
  ).catch(setbackOfError);
  if (answer.type !== 'list') {
    const { cause } = answer;
    const at = Date.now();
    if (!saysToWait.has(cause.code)) return { problem: { ...cause, at } };
    const asked = answer.type === 'delayed' ? answer.retryAfter : undefined;
    return { problem: { ...cause, code: 'serviceBusy', at, retryAt: at + (asked ?? minute) } };
  }
  const exports = answer.jobs.flatMap((job) => serviceExport(job, goalsOrganizationId) ?? []);
  return { exports: exports.sort((a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0)) };
}

/** What is listed without a view, or for another organization, is nothing that can be shown. */
function serviceExport(job: ExportJob, goalsOrganizationId: string): ServiceExport | undefined {
  const { id, explorerViewId = '', status = '', createdAt, expiresAt } = job;
  const view = { goalsOrganizationId, explorerViewId };
  if (
    !id ||
    !isExplorerView(view) ||
    (job.goalsOrganizationId ?? goalsOrganizationId) !== goalsOrganizationId
  )
    return;
  return defined({ exportJobId: id, view, status, createdAt, expiresAt });
}
