import { afterEach, beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { newOffscreen } from './played-offscreen.ts';
import { answer, newService, type service } from './played-service.ts';
import { account, view } from './samples.ts';
import { fetchOf } from './whole-background.ts';

/* The browser around the whole background, as far as WXT's fake browser leaves it out. It outlives a worker; its time is played. */

interface Download {
  id: number;
  url: string;
  filename: string;
  state: 'in_progress' | 'complete';
  fileSize: number;
}
type DownloadListener = (change: { id: number; state: object }) => void;

export const downloads: Download[] = [];
export const downloadListeners: DownloadListener[] = [];
/** The notifications that were shown. */
export const told: { id: string; title: string; message: string }[] = [];
/** The addresses of the tabs that were opened. */
export const opened: string[] = [];
export let clickNotification: (id: string) => void = () => {};

export const settings = {
  clientId: '00001111-aaaa-2222-bbbb-3333cccc4444',
  scheduleSpread: 0,
  notify: true,
};

export interface Day {
  start: number;
  /** What `storage.local` holds: by default, somebody has signed in. */
  stored?: object;
  service?: Partial<typeof service>;
  /** A download is complete as soon as it has begun; else when `endDownload` is called. */
  savesAtOnce?: boolean;
}

/** Each test begins on such a day. */
export function aroundBackground(day: Day): void {
  beforeEach(async () => {
    vi.useFakeTimers({ now: day.start, toFake: ['Date', 'setTimeout', 'clearTimeout', 'setInterval'] });
    vi.stubGlobal('fetch', fetchOf(answer));
    await newDay(day);
  });
  afterEach(() => void vi.useRealTimers());
}

/** Everything begins anew: as the first day of a user. */
export async function newDay({
  start,
  stored = { settings, account },
  service,
  savesAtOnce,
}: Day): Promise<void> {
  fakeBrowser.reset();
  vi.clearAllTimers();
  vi.setSystemTime(start);
  newOffscreen();
  newService(service);
  for (const list of [downloads, downloadListeners, told, opened]) list.length = 0;
  await fakeBrowser.storage.local.set({ ...stored });

  const event = { addListener() {}, removeListener() {} };
  Object.assign(fakeBrowser.downloads, {
    onChanged: { addListener: (listener: DownloadListener) => downloadListeners.push(listener) },
    search: async ({ id, url }: Partial<Download>) =>
      downloads
        .filter((one) => (id === undefined ? one.url === url : one.id === id))
        .map((one) => ({ ...one })),
    download: async ({ url, filename }: Download) => {
      const state = savesAtOnce ? 'complete' : 'in_progress';
      return downloads.push({ id: downloads.length + 1, url, filename, state, fileSize: 9 });
    },
  });
  Object.assign(fakeBrowser.contextMenus, { removeAll: async () => {}, create() {}, onClicked: event });
  Object.assign(fakeBrowser.commands, { onCommand: event });
  Object.assign(fakeBrowser.permissions, { contains: async () => true, onAdded: event, onRemoved: event });
  Object.assign(fakeBrowser.notifications, {
    onClicked: { addListener: (listener: typeof clickNotification) => (clickNotification = listener) },
    clear: async () => true,
    create: async (id: string, { title, message }: { title: string; message: string }) =>
      void told.push({ id, title, message }),
  });
  Object.assign(fakeBrowser.identity, {
    launchWebAuthFlow: async () => Promise.reject(new Error('User interaction required.')),
  });
  // An origin that Node's URL knows, too.
  const getURL = (path: string) => `https://extension.example${path}`;
  Object.assign(fakeBrowser.runtime, { getContexts: async () => [], getURL });
  Object.assign(fakeBrowser.tabs, {
    query: async () => [],
    create: async ({ url }: { url: string }) => void opened.push(url),
  });
  Object.assign(fakeBrowser.windows, { getAll: async () => [{}] });
  Object.assign(fakeBrowser.storage.local, { setAccessLevel: async () => {} });
}

export function endDownload(download: Download): void {
  download.state = 'complete';
  for (const listener of downloadListeners) listener({ id: download.id, state: { current: 'complete' } });
}

/** The next alarm that is set. */
export const nextAlarm = async () =>
  (await fakeBrowser.alarms.getAll()).toSorted((a, b) => a.scheduledTime - b.scheduledTime)[0];

/** The exports that are written down. */
export async function jobs(): Promise<Job[]> {
  const all = await fakeBrowser.storage.local.get(null);
  return Object.entries(all).flatMap(([key, value]) => (key.startsWith('job:') ? [value as Job] : []));
}

/** What the background answers to a message. It may never do. */
export function send(message: { name: string; input: object }, sender: object): Promise<unknown> {
  return new Promise((resolve) => {
    const from = { id: fakeBrowser.runtime.id, ...sender } as never;
    void fakeBrowser.runtime.onMessage.trigger(message, from, resolve);
  });
}

/** A click on the page's button. */
export function click(): Promise<unknown> {
  const url = explorerUrl(view);
  const tab = { id: 1, url, title: 'Board - Explorer - Viva Goals' };
  return send({ name: 'exportThisView', input: { view } }, { url, frameId: 0, tab });
}
