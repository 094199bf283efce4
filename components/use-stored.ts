import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Account } from '../lib/auth/account.ts';
import type { ExplorerView } from '../lib/goals/explorer-view.ts';
import { indexKey } from '../lib/jobs/job-index.ts';
import { loadRecordsFor, recordsIn } from '../lib/jobs/load.ts';
import type { Records } from '../lib/jobs/records.ts';
import { namesIn, type ViewNames } from '../lib/jobs/view-names.ts';
import type { Problem } from '../lib/problems/problems.ts';
import type { Settings } from '../lib/settings/catalogue.ts';
import { layersOf } from '../lib/settings/layers.ts';
import { isAllowed } from '../lib/settings/needs.ts';
import { loadPolicy, ownSettingsIn, settingsKeys } from '../lib/storage/storage.ts';

/** Everything that the pages show, as it is stored. */
export interface Stored extends Records {
  settings: Settings;
  /** Those of them that the organization has set. */
  managed: Partial<Settings>;
  account?: Account | undefined;
  /** The user's own names of views. */
  names: ViewNames;
  /** Whether to offer notifications: nobody has said anything yet, or they are on and the browser has to be asked. */
  notifyOffer?: 'open' | 'toAllow' | undefined;
  signInProblem?: Problem | undefined;
  storageProblem?: Problem | undefined;
  /** How much had been written when it was read. */
  writes: number;
}

let writes = 0;
const countWrite = () => void writes++;

/** How often something was written, from the first look on. */
function writesSoFar(): number {
  const { onChanged } = browser.storage;
  if (!onChanged.hasListener(countWrite)) onChanged.addListener(countWrite);
  return writes;
}

/** What is stored beside the exports. */
const others = [...settingsKeys, 'account', 'names'];

/** Reads the storage, with the whole history: no worker has to wake up for it. */
export const loadStored = (): Promise<Stored> => load(null, async (local) => recordsIn(local));

/** The same, with those exports alone that are shown beside a view: its own, the open ones, the newest few. */
export const loadStoredFor = (
  view: ExplorerView | undefined | Promise<ExplorerView | undefined>,
): Promise<Stored> => load([...others, indexKey], async (local) => loadRecordsFor(await view, local));

async function load(
  keys: string[] | null,
  recordsOf: (local: Record<string, unknown>) => Promise<Records>,
): Promise<Stored> {
  const before = writesSoFar();
  const stored = browser.storage.local.get(keys);
  const [local, records, { signInProblem, storageProblem }, policy] = await Promise.all([
    stored,
    stored.then(recordsOf),
    browser.storage.session.get(['signInProblem', 'storageProblem']),
    loadPolicy(),
  ]);
  const { settings, own, managed } = layersOf(ownSettingsIn(local), policy);
  const notify = managed.notify ?? own.notify;
  const toAllow = notify && !(await isAllowed('notify')) ? 'toAllow' : undefined;
  return {
    ...records,
    settings,
    managed,
    account: local.account as Account | undefined,
    names: namesIn(local),
    notifyOffer: notify === undefined ? 'open' : toAllow,
    signInProblem: signInProblem as Problem | undefined,
    storageProblem: storageProblem as Problem | undefined,
    writes: before,
  };
}

/**
 * The storage, kept up to date.
 * @param about what it is read for; read anew where that is another
 */
export function useStored(first: Stored, loadNow = loadStored, about = ''): Stored {
  const [stored, setStored] = useState(first);
  const readFor = useRef(about);
  useEffect(() => {
    let gone = false;
    const reload = () =>
      void loadNow().then((read) => {
        if (!gone) setStored(read);
      });
    browser.storage.onChanged.addListener(reload);
    // Not for nothing: it would be in the way of the first paint.
    if (about !== readFor.current || first.writes !== writesSoFar()) reload();
    readFor.current = about;
    return () => {
      gone = true;
      browser.storage.onChanged.removeListener(reload);
    };
  }, [about]);
  return stored;
}

/** The time (epoch ms), each second while something `runs`, else each minute. */
export function useNow(runs: boolean): number {
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    // Not for nothing: everything would be drawn anew.
    setNow((shown) => (Date.now() - shown < 1000 ? shown : Date.now()));
    const timer = setInterval(() => setNow(Date.now()), runs ? 1000 : 60_000);
    return () => clearInterval(timer);
  }, [runs]);
  return now;
}
