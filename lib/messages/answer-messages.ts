import { browser } from '../browser/browser.ts';
import { defined, fieldsOf, isObject } from '../data/data.ts';
import { goalsOrigin } from '../goals/hosts.ts';
import { Refused, reasonOf } from '../problems/refused.ts';
import { type MessageName, type Messages, messageTable, type Sender } from './message-table.ts';

export type MessageSender = Parameters<Parameters<typeof browser.runtime.onMessage.addListener>[0]>[1];

/** Who sent a message; undefined for everyone who has no business here. */
export function senderOf({ id, url, tab, frameId }: MessageSender): Sender | undefined {
  if (id !== browser.runtime.id || !url || !URL.canParse(url)) return;
  const { origin, protocol } = new URL(url);
  // The origin of a blob: page is that of its maker.
  if (protocol === 'blob:') return;
  if (`${origin}/` === browser.runtime.getURL('/' as never)) return 'ownPage';
  return origin === goalsOrigin && tab && frameId === 0 ? 'explorerPage' : undefined;
}

type Handlers = {
  [K in MessageName]: (
    input: Messages[K]['input'],
    sender: MessageSender,
  ) => Promise<Messages[K]['output']> | Messages[K]['output'];
};

/** Answers messages. What is not in the table, or comes from someone who may not send it, is refused. */
export function answerMessages(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer: (reply: object) => void) => {
    const { name, input } = fieldsOf(message) as { name?: MessageName; input?: unknown };
    if (!name || !Object.hasOwn(handlers, name)) return;
    void replyTo(handlers, name, input, sender).then(answer);
    // It comes later. A promise instead is not understood by every Chromium.
    return true;
  });
}

async function replyTo(handlers: Handlers, name: MessageName, input: unknown, sender: MessageSender) {
  if (senderOf(sender) !== messageTable[name].from) return { error: `${name}: not allowed` };
  if (!isObject(input) || !messageTable[name].holds(input)) return { error: `${name}: invalid` };
  const handle = handlers[name] as (input: unknown, sender: MessageSender) => unknown;
  try {
    return { value: await handle(input, sender) };
  } catch (error) {
    return defined({ error: reasonOf(error), code: error instanceof Refused ? error.code : undefined });
  }
}
