import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { holdsToken } from '../e2e/secrets.ts';
import type { LoggedRequest } from '../emulator/index.ts';
import type { Plan } from './plan.ts';
import { type Session, targetsOf } from './session.ts';

/** What came of a run, or of many. What is not `harmless` must be 0. */
export const columns = {
  asked: 'jobs asked for',
  saved: 'files on disk, byte-exact',
  ended: 'ended with a reason',
  waiting: 'still waiting for its next try when the harness’s time was over',
  lost: 'lost',
  doubled: 'doubled',
  posts: 'POSTs too many',
  early: 'requests earlier than allowed',
  unread: 'too early because the reader of the answer was killed as it came',
  tokens: 'tokens where they don’t belong',
  elsewhere: 'requests to other hosts',
} as const;
export type Verdict = Record<keyof typeof columns, number>;

/** Columns that are no fault. */
const harmless: readonly (keyof Verdict)[] = ['asked', 'saved', 'ended', 'waiting', 'unread'];

export const addUp = (verdicts: Verdict[]): Verdict =>
  Object.fromEntries(
    Object.keys(columns).map((name) => [
      name,
      verdicts.reduce((sum, one) => sum + one[name as keyof Verdict], 0),
    ]),
  ) as Verdict;

export const isClean = (verdict: Verdict): boolean =>
  Object.entries(verdict).every(([name, count]) => count === 0 || harmless.includes(name as keyof Verdict)) &&
  verdict.asked === verdict.saved + verdict.ended + verdict.waiting;

/** Looks at the storage, the disk and the service's log after a run. */
export async function judge(session: Session, plan: Plan, begunAnew: Map<string, number>): Promise<Verdict> {
  const { emulator, chromium } = session;
  const { graph } = emulator;
  const jobs = await session.jobs();
  const files = session.files();
  const done = jobs.filter(({ phase }) => phase === 'done');
  const saved = done.filter((job) => {
    const name = job.file?.name.split('/').at(-1);
    const bytes = files.find((file) => file.name === name)?.bytes;
    return (
      bytes !== undefined &&
      graph.jobs.some(({ key }) => isContentOf(job, key) && graph.contentOf(key).equals(bytes))
    );
  });
  const ended = jobs.filter((job) => job.phase === 'failed' && job.problem);
  // Refused or cut off again and again, as its record says, and due some time ahead.
  const waiting = jobs.filter(
    (job) => isOpen(job) && job.wait?.problem && (job.wait.until ?? 0) > Date.now(),
  );
  // A time that is taken is taken: nobody asked again.
  const anew = plan.scheduled ? 0 : askedAnew(jobs);
  // Who is told a wrong time can't know how long it has waited.
  const early = plan.ownClock === undefined ? [...graph.earlyPolls, ...graph.earlyRequests] : [];
  const unread = early.filter(({ toldAt }) =>
    session.readersEnded.some(({ from, to }) => toldAt > from - readingMs && toldAt <= to),
  );
  const kept = await chromium.evaluate(async () =>
    JSON.stringify([await chrome.storage.local.get(null), await chrome.downloads.search({})]),
  );

  return {
    asked: plan.views.length + anew,
    saved: saved.length,
    ended: ended.length,
    waiting: waiting.length,
    lost: plan.views.filter(
      (view) =>
        !jobs.some(
          (job) => (!isOpen(job) || waiting.includes(job)) && job.view.explorerViewId === view.explorerViewId,
        ),
    ).length,
    doubled: Math.max(0, files.length - done.length) + Math.max(0, jobs.length - plan.views.length - anew),
    posts: plan.views.reduce(
      (sum, view) => sum + postsTooMany(session, jobs, view.explorerViewId, begunAnew),
      0,
    ),
    early: early.length - unread.length,
    unread: unread.length,
    tokens:
      emulator.requests.filter((request) => holdsToken(withoutItsToken(request), emulator.entra.issued))
        .length + (holdsToken(kept, emulator.entra.issued) ? 1 : 0),
    elsewhere: emulator.stray.length,
  };
}

/** An answer that went out so long before its reader was ended may not have been read, or written down (ms). */
const readingMs = 500;

/** What there is to say about a run that did not go well. */
export async function describe(session: Session): Promise<string> {
  const { requests } = session.emulator;
  const asked = requests
    .filter(({ host }) => host === 'graph.microsoft.com')
    .map(({ at, method, path, status }) => [at, method, path.slice(-50), status]);
  return JSON.stringify({
    jobs: await session.jobs(),
    targets: await targetsOf(session),
    stored: await session.chromium.evaluate(async () => [
      Object.keys(await chrome.storage.local.get(null)),
      await chrome.alarms.getAll(),
    ]),
    files: session.files().map(({ name }) => name),
    asked,
    early: [session.emulator.graph.earlyPolls, session.emulator.graph.earlyRequests],
    readersEnded: session.readersEnded,
  });
}

/** Exports that were asked for when an earlier one of the view had ended, as by the second press of a double click. */
const askedAnew = (jobs: Job[]): number =>
  jobs.filter((job) =>
    jobs.some(
      (other) =>
        other.id !== job.id &&
        other.view.explorerViewId === job.view.explorerViewId &&
        !isOpen(other) &&
        (other.events.find(({ phase }) => phase === 'failed' || phase === 'done')?.at ??
          Number.POSITIVE_INFINITY) <= job.requestedAt,
    ),
  ).length;

const isContentOf = (job: Job, key: string): boolean => (job.exportJobId ?? '').replace(/^j!/, '') === key;

/** POSTs for a view that made a job beyond the one that was asked for, or ran into our own. */
function postsTooMany(
  { emulator }: Session,
  jobs: Job[],
  viewId: string,
  begunAnew: Map<string, number>,
): number {
  const posts = emulator.requests.filter(
    ({ host, method, body = '' }) =>
      host === 'graph.microsoft.com' && method === 'POST' && body.includes(`"${viewId}"`),
  );
  const made = emulator.graph.jobs.filter(({ explorerViewId }) => explorerViewId === viewId).length;
  const allowed = jobs
    .filter((job) => job.view.explorerViewId === viewId)
    .reduce((sum, { id }) => sum + 1 + (begunAnew.get(id) ?? 0), 0);
  return Math.max(0, made - Math.max(1, allowed)) + posts.filter(({ status }) => status === 409).length;
}

/** A request without the one header, or field, that has to hold a token. */
function withoutItsToken({ host, path, headers, body = '' }: LoggedRequest): string {
  const { authorization = '', ...others } = headers;
  const rest = host === 'login.microsoftonline.com' ? body.replace(/refresh_token=[^&]*/, '') : body;
  return JSON.stringify({
    path,
    others,
    rest,
    authorization: host === 'graph.microsoft.com' ? '' : authorization,
  });
}
