import { getToken } from '../auth/auth.ts';
import { exportFileName } from '../files/file-name.ts';
import { saveFile } from '../files/save.ts';
import { createExportJob, findExportJob, getExportJob } from '../graph/export-jobs.ts';
import { NoAnswer } from '../graph/gateway.ts';
import type { Unauthorized } from '../graph/refusals.ts';
import { callHost } from '../host/index.ts';
import { loadSettings } from '../storage.ts';
import type { Account, OpenJob, OpenPhase } from './job.ts';
import { advance } from './machine.ts';
import type { Outcome, Progress, Setback } from './outcome.ts';
import { noteQuiet, toKeepQuiet } from './quiet.ts';
import { updateJob } from './store.ts';

/** A user's own click started this step: a sign-in window may open. */
type Interactive = boolean;
type Step = (job: OpenJob, interactive: Interactive) => Promise<Outcome>;

/** What is done in each phase. Each step is safe to repeat: it can be cut off anywhere. */
const steps: Record<OpenPhase, Step> = {
  requested: create,
  creating: (job, interactive) =>
    withToken(job, interactive, (token) => findExportJob(job.view, ageOf(job), token)),
  following: (job, interactive) =>
    withToken(job, interactive, (token) => getExportJob(job.exportJobId ?? '', token)),
  ready: fetchContent,
  saving: async ({ file }) => {
    if (!file) return { type: 'lost' };
    return saveFile(file, (await loadSettings()).askWhere);
  },
};

/** How long ago the export was asked for (ms); at least what it has waited, should the clock have been set back. */
const ageOf = ({ requestedAt, waited }: OpenJob): number => Math.max(waited, Date.now() - requestedAt);

/** Takes the step of an export's phase. Whatever happens is an outcome: it never rejects. */
export async function takeStep(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  try {
    return await steps[job.phase](job, interactive);
  } catch (error) {
    return setbackOfError(error);
  }
}

function setbackOfError(error: unknown): Setback {
  if (error instanceof NoAnswer)
    return {
      type: 'delayed',
      cause: { code: 'offline', details: { clientRequestId: error.clientRequestId } },
      ...(error.retryAfter === undefined ? {} : { retryAfter: error.retryAfter }),
    };
  const value = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: 'delayed', cause: { code: 'internal', value: value.slice(0, 300) } };
}

/** Asks the service, and once more with a new token where it refuses the one at hand. */
async function withToken<T extends Outcome>(
  job: OpenJob,
  interactive: Interactive,
  ask: (accessToken: string, account: Account) => Promise<T | Unauthorized>,
): Promise<T | Setback> {
  let refused: Unauthorized | undefined;
  for (const renew of [false, true]) {
    const token = await getToken({ account: job.account, interactive, renew, claims: refused?.claims });
    if (token.type !== 'token') return token;
    const quiet = await toKeepQuiet();
    if (quiet) return quiet;
    const answer = await ask(token.accessToken, token.account);
    if (answer.type !== 'unauthorized') return noteQuiet(answer);
    refused = answer;
  }
  return { type: 'paused', cause: refused?.cause ?? { code: 'signInRequired' } };
}

/** Writes down that the service is about to be asked, then asks it. */
async function create(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  let asked = false;
  try {
    const outcome = await withToken<Progress['creating'] | Setback>(
      job,
      interactive,
      async (token, account) => {
        if (!asked) {
          const moment = { now: Date.now(), random: Math.random() };
          const written = await updateJob(job.id, (current) => ({
            ...advance(current, { type: 'asking' }, moment),
            account,
          }));
          // Cancelled, or removed, while the user signed in.
          if (written?.phase !== 'creating') return { type: 'paused', cause: { code: 'signInRequired' } };
          asked = true;
        }
        return createExportJob(job.view, token);
      },
    );
    return asked && isSetback(outcome) ? { type: 'notCreated', setback: outcome } : outcome;
  } catch (error) {
    const setback = setbackOfError(error);
    return asked ? { ...setback, type: 'unanswered' } : setback;
  }
}

const isSetback = (outcome: Outcome): outcome is Setback =>
  outcome.type === 'refused' || outcome.type === 'delayed' || outcome.type === 'paused';

async function fetchContent(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  const { fileName, folder } = await loadSettings();
  const name = exportFileName(fileName, folder, { view: job.view, title: job.title, at: job.requestedAt });
  const content = await withToken(job, interactive, async (_token, { homeAccountId }) => {
    const fetched = await callHost('fetchContent', { exportJobId: job.exportJobId ?? '', homeAccountId });
    return fetched.type === 'content' ? { ...fetched, name } : fetched;
  });
  return content;
}
