import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { everySite, requestSites } from '../lib/browser/site-access.ts';
import { openSaved, showSaved } from '../lib/files/saved.ts';
import { isOpen, type Job } from '../lib/jobs/job.ts';
import { send } from '../lib/messages/messages.ts';
import type { Problem, ProblemAction } from '../lib/problems/problems.ts';
import { problemFrom } from '../lib/problems/refused.ts';
import { openWelcome } from '../lib/surfaces/welcome.ts';
import { useFocusAfterRemoval } from './use-focus-after-removal.ts';

/** What can be done with an export; absent: it can't. */
export type Deeds = Partial<
  Record<
    ProblemAction | 'cancel' | 'remove' | 'showFile' | 'openFile' | 'fetchAgain' | 'exportAgain',
    () => void
  >
>;

/**
 * What the user can do on a page, and why the last of it was refused.
 * @param ofStorage also tells of the storage's own problems: elsewhere there is a panel of them already
 */
export function useDeeds(ofStorage = false) {
  const [refused, setRefused] = useState<Problem>();
  const removing = useFocusAfterRemoval();
  const tell = (done: Promise<unknown>) =>
    void done.then(
      () => setRefused(undefined),
      (reason) => {
        const problem = problemFrom(reason);
        setRefused(problem.code === 'storageFailed' && !ofStorage ? undefined : problem);
      },
    );
  const openOptions = () => tell(browser.runtime.openOptionsPage());
  const setUp = () => tell(openWelcome());
  const signIn = (choose: boolean) => tell(send('signIn', { choose }));

  /** What mends a sign-in that belongs to no export. */
  const signInDeeds: Deeds = {
    openOptions,
    signIn: () => signIn(false),
    retry: () => signIn(false),
    switchAccount: () => signIn(true),
  };

  const deedsFor = (job: Job, now: number): Deeds => {
    const { id: jobId, view, file, exportJobId, expiresAt = Number.POSITIVE_INFINITY } = job;
    const open = isOpen(job);
    return {
      openOptions,
      switchAccount: () => signIn(true),
      signIn: () => tell(send('retry', { jobId })),
      allowAccess: () =>
        tell(requestSites(everySite).then((allowed) => (allowed ? send('retry', { jobId }) : undefined))),
      ...(job.wait?.for === 'approval'
        ? { allowHost: () => tell(send('retry', { jobId, host: job.wait?.problem?.value ?? '' })) }
        : {}),
      // It would not cut short a wait that the service asked for.
      ...(open && (job.wait?.notBefore ?? 0) > now ? {} : { retry: () => tell(send('retry', { jobId })) }),
      ...(open
        ? { cancel: () => tell(send('cancel', { jobId })) }
        : {
            remove: () => {
              removing();
              tell(send('remove', { jobId }));
            },
            exportAgain: () => tell(send('exportView', { view })),
          }),
      ...(job.phase === 'done' && file
        ? { showFile: () => tell(showSaved(file)), openFile: () => tell(openSaved(file)) }
        : {}),
      ...(job.phase === 'done' && exportJobId && expiresAt > now
        ? { fetchAgain: () => tell(send('fetchExport', { view, exportJobId })) }
        : {}),
    };
  };
  return { refused, tell, openOptions, setUp, signIn, signInDeeds, deedsFor };
}
