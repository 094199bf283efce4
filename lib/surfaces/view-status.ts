import { browser } from '../browser/browser.ts';
import { inTime } from '../browser/in-time.ts';
import { defined } from '../data/data.ts';
import { type ExplorerView, readExplorerView, sameView } from '../goals/explorer-view.ts';
import { goalsOrigin } from '../goals/hosts.ts';
import { isOpen, type Job } from '../jobs/job.ts';
import { loadJobsFor } from '../jobs/load.ts';
import { endedLately, problemOf, statusOf } from '../jobs/status.ts';
import type { StatusChanged, ViewStatus } from '../messages/messages.ts';
import { loadSettings } from '../storage/storage.ts';

/** How long a tab may take to take the news (ms). */
const toldWithin = 2000;

/** What the button of a view's Explorer page shows. Pure. */
export function viewStatusOf(view: ExplorerView, jobs: Job[], needsSetUp: boolean, now: number): ViewStatus {
  const job = jobs.find((known) => sameView(known.view, view));
  if (!job) return { needsSetUp };
  const status = statusOf(job);
  if (status === 'cancelled' || !(isOpen(job) || endedLately(job, now))) return { needsSetUp };
  const { requestedAt: startedAt, joined } = job;
  const { code, retryAt } = problemOf(job) ?? {};
  return defined({ needsSetUp, status, startedAt, joined, problem: code && defined({ code, retryAt }) });
}

export async function loadViewStatus(view: ExplorerView): Promise<ViewStatus> {
  const [jobs, { clientId }] = await Promise.all([loadJobsFor(view), loadSettings()]);
  return viewStatusOf(view, jobs, clientId === '', Date.now());
}

/** What an Explorer page may know: the state of the view that its tab shows, and of no other. */
export async function loadStatusFor(
  { id }: { id?: number | undefined },
  view: ExplorerView,
): Promise<ViewStatus> {
  for (let looks = 0; looks < 3; looks++) {
    const { url } = await browser.tabs.get(id as number);
    const shown = readExplorerView(url);
    if (shown && sameView(shown, view)) return loadViewStatus(view);
    // Pages ask when they are about to change their address.
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return { needsSetUp: false };
}

/**
 * Tells the open Explorer pages what to show.
 * @param concerned the views that changed; absent: all
 */
export async function tellExplorerPages(concerned?: ExplorerView[]): Promise<void> {
  const tabs = await browser.tabs.query({ url: `${goalsOrigin}/*` });
  // Side by side, and each for so long: a frozen tab may never answer.
  await Promise.all(
    tabs.map(async ({ id, url }) => {
      const view = readExplorerView(url);
      if (id === undefined || !view || (concerned && !concerned.some((other) => sameView(other, view))))
        return;
      const message: StatusChanged = { name: 'statusChanged', view, status: await loadViewStatus(view) };
      // A page that was open before the extension was installed has no content script.
      const told = browser.tabs.sendMessage(id, message);
      await inTime('statusChanged', toldWithin, told).catch(() => undefined);
    }),
  );
}
