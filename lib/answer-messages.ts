import { browser } from './browser.ts';
import { type ExplorerView, explorerUrl, goalsOrigin, readExplorerView } from './explorer-view.ts';
import { isJobId } from './graph/decode.ts';
import { type MessageName, type Messages, mayBeSentBy, type Sender } from './messages.ts';
import { Refused, reasonOf } from './refused.ts';
import { readRule } from './schedule/rule.ts';
import { longestPaste, viewsAtMost } from './views/pasted.ts';

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

type Fields = Record<string, unknown>;
type Check = (input: Fields) => boolean;
const nothing: Check = () => true;
const aView: Check = ({ view }) => {
  const { goalsOrganizationId, explorerViewId } = (view ?? {}) as Partial<ExplorerView>;
  if (typeof goalsOrganizationId !== 'string' || typeof explorerViewId !== 'string') return false;
  return readExplorerView(explorerUrl({ goalsOrganizationId, explorerViewId })) !== undefined;
};
const views: Check = ({ views: all }) =>
  Array.isArray(all) && all.length > 0 && all.length <= viewsAtMost && all.every((view) => aView({ view }));
const aJob: Check = ({ jobId }) => typeof jobId === 'string' && jobId !== '';

/** What a message has to hold; types end where processes do. */
const inputs: Record<MessageName, Check> = {
  exportThisView: aView,
  viewStatus: aView,
  showDetails: nothing,
  exportTab: (input) => Number.isInteger(input.tabId) && aView(input),
  exportView: aView,
  fetchExport: (input) => aView(input) && isJobId(input.exportJobId),
  listServiceExports: ({ goalsOrganizationId }) =>
    aView({ view: { goalsOrganizationId, explorerViewId: 'any' } }),
  renameView: (input) => aView(input) && typeof input.name === 'string',
  retry: aJob,
  cancel: aJob,
  remove: aJob,
  removeBroken: nothing,
  setNotify: ({ notify }) => notify === 'on' || notify === 'off',
  signIn: ({ choose }) => typeof choose === 'boolean',
  signOut: nothing,
  listViews: nothing,
  addViews: ({ text }) => typeof text === 'string' && text.length <= longestPaste,
  removeView: aView,
  exportSelected: views,
  setSchedule: (input) => views(input) && (input.rule === null || readRule(input.rule) !== undefined),
  saveSettings: ({ settings }) => typeof settings === 'object' && settings !== null,
};

/** Answers messages. What is not in the tables, or comes from someone who may not send it, is refused. */
export function answerMessages(handlers: Handlers): void {
  browser.runtime.onMessage.addListener((message: unknown, sender, answer: (reply: object) => void) => {
    const { name, input } = (message ?? {}) as { name?: MessageName; input?: unknown };
    if (!name || !Object.hasOwn(handlers, name)) return;
    void replyTo(handlers, name, input, sender).then(answer);
    // It comes later. A promise instead is not understood by every Chromium.
    return true;
  });
}

async function replyTo(handlers: Handlers, name: MessageName, input: unknown, sender: MessageSender) {
  if (senderOf(sender) !== mayBeSentBy[name]) return { error: `${name}: not allowed` };
  const isObject = typeof input === 'object' && input !== null;
  if (!isObject || !inputs[name](input as Fields)) return { error: `${name}: invalid` };
  const handle = handlers[name] as (input: unknown, sender: MessageSender) => unknown;
  try {
    return { value: await handle(input, sender) };
  } catch (error) {
    return { error: reasonOf(error), ...(error instanceof Refused ? { code: error.code } : {}) };
  }
}
