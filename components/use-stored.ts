import { useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Account, Job } from '../lib/jobs/job.ts';
import type { Unreadable } from '../lib/jobs/records.ts';
import { recordsIn } from '../lib/jobs/store.ts';
import type { Problem } from '../lib/problems.ts';
import type { Settings } from '../lib/settings/catalogue.ts';
import { layersOf } from '../lib/settings/layers.ts';
import { loadPolicy, type Notify } from '../lib/storage.ts';
import { namesIn, type ViewNames } from '../lib/view-names.ts';

/** Everything that the pages show, as it is stored. */
export interface Stored {
  jobs: Job[];
  /** Keys of records that can't be read. */
  unreadable: Record<Unreadable, string[]>;
  settings: Settings;
  account?: Account | undefined;
  /** The user's own names of views. */
  names: ViewNames;
  notify?: Notify | undefined;
  signInProblem?: Problem | undefined;
  storageProblem?: Problem | undefined;
}

/** Reads the store: no worker has to wake up for it. */
export async function loadStored(): Promise<Stored> {
  const [local, { signInProblem, storageProblem }, policy] = await Promise.all([
    browser.storage.local.get(null),
    browser.storage.session.get(null),
    loadPolicy(),
  ]);
  return {
    ...recordsIn(local),
    settings: layersOf(local.settings, policy).settings,
    account: local.account as Account | undefined,
    names: namesIn(local),
    notify: local.notify as Notify | undefined,
    signInProblem: signInProblem as Problem | undefined,
    storageProblem: storageProblem as Problem | undefined,
  };
}

/** The store, kept up to date. */
export function useStored(first: Stored): Stored {
  const [stored, setStored] = useState(first);
  useEffect(() => {
    const reload = () => void loadStored().then(setStored);
    browser.storage.onChanged.addListener(reload);
    // Something may have been written before anybody listened.
    reload();
    return () => browser.storage.onChanged.removeListener(reload);
  }, []);
  return stored;
}

/** The time (epoch ms), each second while something `runs`, else each minute. */
export function useNow(runs: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), runs ? 1000 : 60_000);
    return () => clearInterval(timer);
  }, [runs]);
  return now;
}
