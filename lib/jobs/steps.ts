import { loadAccessProblem } from '../browser/site-access.ts';
import { defined } from '../data/data.ts';
import { baseName, type Ending, endingOf, exportFileName } from '../files/file-name.ts';
import { rememberAddress, saveFile } from '../files/save.ts';
import type { Creation } from '../graph/answers.ts';
import { createExportJob, findExportJob, getExportJob } from '../graph/export-jobs.ts';
import { NoAnswer } from '../graph/gateway.ts';
import { askOffscreen } from '../offscreen/ask.ts';
import type { Elsewhere } from '../offscreen/elsewhere.ts';
import type { Setback } from '../problems/problems.ts';
import { loadSettings } from '../storage/storage.ts';
import { textLanguage } from '../texts/language.ts';
import type { OpenJob, OpenPhase } from './job.ts';
import { advance } from './machine.ts';
import type { Outcome } from './outcome.ts';
import { nameOf } from './view-names.ts';
import { type Whose, withToken } from './with-token.ts';
import { updateJob } from './write.ts';

/** A user's own click started this step: a sign-in window may open. */
type Interactive = boolean;
type Step = (job: OpenJob, interactive: Interactive) => Promise<Outcome>;

/** What is done in each phase. Each step is safe to repeat: it can be cut off anywhere. */
const steps: Record<OpenPhase, Step> = {
  requested: create,
  creating: (job, interactive) =>
    withToken(whoFor(job), interactive, (token) => findExportJob(job.view, ageOf(job), token)),
  following: async (job, interactive) =>
    orTooYoung(
      job,
      await withToken(whoFor(job), interactive, (token) => getExportJob(job.exportJobId ?? '', token)),
    ),
  ready: fetchContent,
  saving: async ({ file }) => {
    if (!file) return { type: 'lost' };
    return saveFile(file, (await loadSettings()).askWhere);
  },
};

/** Before anything was asked in anybody's name, whoever signs in will do. */
const whoFor = ({ phase, account, wait: { problem, until } }: OpenJob): Whose =>
  phase === 'requested'
    ? { preferred: account, ...(problem && until !== undefined ? { goesOn: true } : {}) }
    : { account };

/** How long ago the export was asked for (ms); at least what it has waited, should the clock have been set back. */
const ageOf = ({ requestedAt, waited }: OpenJob): number => Math.max(waited, Date.now() - requestedAt);

/**
 * Why a step that asks the service can't be taken: access to a site was taken back. The request would fail as without a
 * network, or, where the service lets every site ask, without the headers that say when to come again.
 */
export async function lacksAccess({ phase }: OpenJob): Promise<Setback | undefined> {
  const cause = phase === 'saving' ? undefined : await loadAccessProblem();
  return cause && { type: 'paused', cause };
}

/** Takes the step of an export's phase. Whatever happens is an outcome: it never rejects. */
export async function takeStep(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  try {
    return await steps[job.phase](job, interactive);
  } catch (error) {
    return setbackOfError(error);
  }
}

/** The outcome of an error in a step. */
export function setbackOfError(error: unknown): Setback {
  if (error instanceof NoAnswer)
    return defined({
      type: 'delayed',
      cause: { code: 'offline', details: { clientRequestId: error.clientRequestId } },
      retryAfter: error.retryAfter,
    });
  const value = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { type: 'delayed', cause: { code: 'internal', value: value.slice(0, 300) } };
}

/** Writes down that the service is about to be asked, then asks it. */
async function create(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  let asked = false;
  try {
    const outcome = await withToken<Creation | Setback>(whoFor(job), interactive, async (token, account) => {
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
    });
    return asked && isSetback(outcome) ? { type: 'notCreated', setback: outcome } : outcome;
  } catch (error) {
    const setback = setbackOfError(error);
    return asked ? { ...setback, type: 'unanswered' } : setback;
  }
}

const isSetback = (outcome: Outcome): outcome is Setback =>
  outcome.type === 'failed' || outcome.type === 'delayed' || outcome.type === 'paused';

async function fetchContent(job: OpenJob, interactive: Interactive): Promise<Outcome> {
  const { fileName, folder, fileFormat } = await loadSettings();
  const wanted = endingOf(fileFormat);
  const nameWith = (ending: Ending) =>
    exportFileName(fileName, folder, { view: job.view, title: nameOf(job, {}), at: job.requestedAt }, ending);
  // Converting it may have crashed the offscreen document: do not try that again.
  const { problem } = job.wait;
  const failed = wanted === 'xlsx' && problem?.code === 'internal' ? problem.value : undefined;
  const excel =
    wanted === 'xlsx' && failed === undefined
      ? { excel: { name: baseName(nameWith('csv')), language: textLanguage() } }
      : {};
  const outcome = await withToken(whoFor(job), interactive, async (accessToken) => {
    const asked = { exportJobId: job.exportJobId ?? '', accessToken, ...excel };
    const fetched = await askOffscreen('fetchContent', asked);
    if (fetched.type === 'elsewhere')
      return fromElsewhere(
        job,
        fetched,
        nameWith('csv'),
        wanted === 'xlsx' ? { notExcel: fetched.host } : {},
      );
    if (fetched.type !== 'content') return fetched;
    const { notExcel = failed, ...content } = fetched;
    return notExcel === undefined
      ? { ...content, name: nameWith(wanted) }
      : { ...content, name: nameWith('csv'), notExcel };
  });
  return orTooYoung(job, outcome);
}

/** From a host of Microsoft's by itself; from any other once the user has agreed to its name. The content never passes through here. */
function fromElsewhere(
  { agreedHost }: OpenJob,
  { url, host, source, trusted }: Elsewhere,
  name: string,
  excel: { notExcel?: string },
) {
  if (!trusted && host !== agreedHost)
    return { type: 'paused' as const, cause: { code: 'contentHostUnknown' as const, value: host } };
  rememberAddress(source, url);
  return { type: 'elsewhere' as const, host, source, name, ...excel };
}

/** So long after it was asked for a job may not be readable yet (ms): a POST's time and a minute. */
const youth = 90_000;

/** The service runs on many machines, and not all of them know a new job at once: a young job is not gone. */
function orTooYoung<T extends Outcome>({ postedAt }: OpenJob, outcome: T): T | Setback {
  const age = Date.now() - (postedAt ?? Number.NEGATIVE_INFINITY);
  if (outcome.type !== 'failed' || outcome.cause.details?.status !== 404 || age < 0 || age >= youth)
    return outcome;
  return { ...outcome, type: 'delayed', cause: { ...outcome.cause, code: 'jobNotReadableYet' } };
}
