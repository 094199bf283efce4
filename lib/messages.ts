import { browser } from 'wxt/browser';
import type { ExplorerView } from './explorer-view.ts';
import type { ServiceExports } from './jobs/elsewhere.ts';
import type { Status } from './jobs/status.ts';
import type { Problem, ProblemCode } from './problems.ts';
import { Refused } from './refused.ts';
import type { Rule } from './schedule/rule.ts';
import type { Settings } from './settings/catalogue.ts';
import type { Notify } from './storage.ts';
import type { ListedView } from './views/list.ts';
import type { Pasted } from './views/pasted.ts';

/** What an Explorer page's button shows. Holds nothing of the account. */
export interface ViewStatus {
  /** No application (client) ID is set: the button leads to the options. */
  needsSetUp: boolean;
  status?: Status;
  /** Epoch ms. */
  startedAt?: number;
  joined?: boolean;
  problem?: Pick<Problem, 'code' | 'retryAt'>;
}

/** Every message to the background: what goes in and what comes back. */
export interface Messages {
  // From Explorer pages
  exportThisView: { input: { view: ExplorerView }; output: unknown };
  viewStatus: { input: { view: ExplorerView }; output: ViewStatus };
  showDetails: { input: Record<string, never>; output: unknown };

  // From the extension's own pages
  /** `view` is the one that the user saw; when the tab shows another by now, nothing is exported. */
  exportTab: { input: { tabId: number; view: ExplorerView }; output: unknown };
  exportView: { input: { view: ExplorerView }; output: unknown };
  /** Fetches the result of a job that the service has already. */
  fetchExport: { input: { view: ExplorerView; exportJobId: string }; output: unknown };
  listServiceExports: { input: { goalsOrganizationId: string }; output: ServiceExports };
  /** An empty name takes it back. */
  renameView: { input: { view: ExplorerView; name: string }; output: unknown };
  retry: { input: { jobId: string }; output: unknown };
  cancel: { input: { jobId: string }; output: unknown };
  remove: { input: { jobId: string }; output: unknown };
  removeBroken: { input: Record<string, never>; output: unknown };
  setNotify: { input: { notify: Notify }; output: unknown };
  signIn: { input: { choose: boolean }; output: unknown };
  signOut: { input: Record<string, never>; output: unknown };
  saveSettings: { input: { settings: Partial<Settings> }; output: unknown };
  listViews: { input: Record<string, never>; output: ListedView[] };
  /** Addresses of views, one a line. */
  addViews: { input: { text: string }; output: Pasted };
  removeView: { input: { view: ExplorerView }; output: unknown };
  /** @returns the batch's id */
  exportSelected: { input: { views: ExplorerView[] }; output: string };
  /** `rule` null: from now on none. */
  setSchedule: { input: { views: ExplorerView[]; rule: Rule | null }; output: unknown };
}

export type MessageName = keyof Messages;
export type Sender = 'explorerPage' | 'ownPage';

/** Who may send what. An Explorer page speaks of the view that its own tab shows, and of nothing else. */
export const mayBeSentBy: Record<MessageName, Sender> = {
  exportThisView: 'explorerPage',
  viewStatus: 'explorerPage',
  showDetails: 'explorerPage',
  exportTab: 'ownPage',
  exportView: 'ownPage',
  fetchExport: 'ownPage',
  listServiceExports: 'ownPage',
  renameView: 'ownPage',
  retry: 'ownPage',
  cancel: 'ownPage',
  remove: 'ownPage',
  removeBroken: 'ownPage',
  setNotify: 'ownPage',
  signIn: 'ownPage',
  signOut: 'ownPage',
  saveSettings: 'ownPage',
  listViews: 'ownPage',
  addViews: 'ownPage',
  removeView: 'ownPage',
  exportSelected: 'ownPage',
  setSchedule: 'ownPage',
};

/**
 * Sends a message to the background.
 * @throws Refused when that could not do it; whatever the browser throws when there is no background any more
 */
export async function send<K extends MessageName>(
  name: K,
  input: Messages[K]['input'],
): Promise<Messages[K]['output']> {
  const reply: { value?: Messages[K]['output']; error?: string; code?: ProblemCode } =
    await browser.runtime.sendMessage({
      name,
      input,
    });
  if (reply?.error) throw new Refused(reply.error, reply.code);
  return reply?.value as Messages[K]['output'];
}

/** From the background to Explorer pages. */
export interface StatusChanged {
  name: 'statusChanged';
  view: ExplorerView;
  status: ViewStatus;
}
