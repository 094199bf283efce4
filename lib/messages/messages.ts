import { browser } from 'wxt/browser';
import type { ExplorerView } from '../goals/explorer-view.ts';
import type { Status } from '../jobs/status.ts';
import type { Problem, ProblemCode } from '../problems/problems.ts';
import { Refused } from '../problems/refused.ts';
import type { MessageName, Messages } from './message-table.ts';

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
