// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { answerMessages, type MessageSender, senderOf } from '../../lib/messages/answer-messages.ts';
import { type MessageName, messageTable } from '../../lib/messages/message-table.ts';
import { send } from '../../lib/messages/messages.ts';
import { view } from './samples.ts';

/** Node gives every address with a scheme of its own the origin `null`; browsers do not. */
class BrowserUrl extends URL {
  override get origin(): string {
    return this.protocol === 'chrome-extension:' ? `${this.protocol}//${this.host}` : super.origin;
  }
}

const own = 'chrome-extension://test-extension-id/popup.html';
const explorer = `https://goals.microsoft.com/org_uuid/${view.goalsOrganizationId}/objective-explorer`;
const id = 'test-extension-id';
const tab = { id: 1 } as MessageSender['tab'];
const fromPage = { id, url: explorer, tab, frameId: 0 } as MessageSender;
const fromOwnPage = { id, url: own } as MessageSender;
const names = Object.keys(messageTable) as MessageName[];
const handlers = Object.fromEntries(names.map((name) => [name, vi.fn()])) as Record<
  MessageName,
  ReturnType<typeof vi.fn>
>;

beforeEach(() => {
  vi.stubGlobal('URL', BrowserUrl);
  for (const handler of Object.values(handlers)) handler.mockReset().mockReturnValue('done');
  answerMessages(handlers as unknown as Parameters<typeof answerMessages>[0]);
  return () => vi.unstubAllGlobals();
});
const ask = (message: unknown, sender: MessageSender) =>
  new Promise<unknown>((resolve) => {
    void fakeBrowser.runtime.onMessage
      .trigger(message, sender as never, resolve)
      .then(([comes]: unknown[]) => {
        if (comes !== true) resolve(undefined);
      });
  });

const called = () => names.filter((name) => handlers[name].mock.calls.length > 0);

describe('who sent it', () => {
  test.each<[string, MessageSender, ReturnType<typeof senderOf>]>([
    ['the popup', fromOwnPage, 'ownPage'],
    ['the options page in a tab', { ...fromOwnPage, tab, frameId: 0 } as MessageSender, 'ownPage'],
    ['an Explorer page', fromPage, 'explorerPage'],
    ['a frame in an Explorer page', { ...fromPage, frameId: 3 }, undefined],
    ['an Explorer page in no tab', { id, url: explorer, frameId: 0 }, undefined],
    ['another page', { ...fromPage, url: 'https://contoso.example/' }, undefined],
    ['a look-alike', { ...fromPage, url: 'https://goals.microsoft.com.evil.example/' }, undefined],
    ['an insecure page', { ...fromPage, url: 'http://goals.microsoft.com/' }, undefined],
    ['another port', { ...fromPage, url: 'https://goals.microsoft.com:8443/' }, undefined],
    ['another extension', { ...fromPage, id: 'another' }, undefined],
    ['another extension’s page', { id: 'another', url: own }, undefined],
    ['another extension under our id', { id, url: 'chrome-extension://another/popup.html' }, undefined],
    ['nobody', {}, undefined],
    ['a sender without an address', { id }, undefined],
  ])('%s', (_who, sender, expected) => expect(senderOf(sender)).toBe(expected));
});

/** A good message of each kind. */
const good: Record<MessageName, object> = {
  exportThisView: { view },
  viewStatus: { view },
  showDetails: {},
  exportTab: { tabId: 7, view },
  exportView: { view },
  fetchExport: { view, exportJobId: 'j!1' },
  listServiceExports: { goalsOrganizationId: view.goalsOrganizationId },
  renameView: { view, name: 'Sales' },
  retry: { jobId: '1' },
  cancel: { jobId: '1' },
  remove: { jobId: '1' },
  removeBroken: {},
  signIn: { choose: false },
  signOut: {},
  saveSettings: { settings: {} },
  addViews: { views: [view], source: 'pasted' },
  removeView: { view },
  exportSelected: { views: [view] },
  setSchedule: { views: [view], rule: { every: 'day', at: '09:00' } },
};
const bad = [
  undefined,
  null,
  7,
  'x',
  { view: null },
  { view: { goalsOrganizationId: '..', explorerViewId: '1' } },
  { view: { goalsOrganizationId: '..', explorerViewId: '1' }, exportJobId: 'j!1', name: '' },
  { jobId: {} },
  { jobId: '' },
  { tabId: '7' },
  { tabId: 7 },
  { choose: 1 },
  { settings: null },
  { text: 7 },
  { views: [] },
  { views: [view, null], rule: null },
];

describe.each(names)('%s', (name) => {
  const [right, wrong] =
    messageTable[name].from === 'ownPage' ? [fromOwnPage, fromPage] : [fromPage, fromOwnPage];

  test('is answered to those who may ask', async () => {
    expect(await ask({ name, input: good[name] }, right)).toEqual({ value: 'done' });
    expect(handlers[name]).toHaveBeenCalledExactlyOnceWith(good[name], right);
    expect(called()).toEqual([name]);
  });

  test('is refused when it does not hold what it has to', async () => {
    const needsNothing = Object.keys(good[name]).length === 0;
    for (const input of bad.filter((one) => !needsNothing || typeof one !== 'object' || one === null))
      expect(await ask({ name, input }, right), JSON.stringify(input)).toEqual({ error: `${name}: invalid` });
    expect(called()).toEqual([]);
  });

  test.each([wrong, { ...right, id: 'another' }, { ...right, url: 'https://evil.example/' }])(
    'is refused to %o',
    async (sender) => {
      expect(await ask({ name, input: {} }, sender as MessageSender)).toEqual({
        error: `${name}: not allowed`,
      });
      expect(called()).toEqual([]);
    },
  );
});

test('a schedule needs a rule, or none said so', async () => {
  for (const rule of [
    undefined,
    7,
    {},
    { every: 'day', at: '25:00' },
    { every: 'week', at: '09:00', weekdays: [] },
  ])
    expect(await ask({ name: 'setSchedule', input: { views: [view], rule } }, fromOwnPage)).toEqual({
      error: 'setSchedule: invalid',
    });
  expect(await ask({ name: 'setSchedule', input: { views: [view], rule: null } }, fromOwnPage)).toEqual({
    value: 'done',
  });
});

test('an Explorer page can ask for nothing but its own view', () => {
  const allowed = names.filter((name) => messageTable[name].from === 'explorerPage');
  expect(allowed.sort()).toEqual(['exportThisView', 'showDetails', 'viewStatus']);
});

test.each([
  undefined,
  null,
  'retry',
  7,
  {},
  { name: 'constructor' },
  { name: '__proto__' },
  { name: 'unknown' },
])('what is no message of ours is not answered: %j', async (message) => {
  expect(await ask(message, fromOwnPage)).toBeUndefined();
  expect(called()).toEqual([]);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no tab');
    },
    'no tab',
  ],
  ['rejects', () => Promise.reject(new Error('quota')), 'quota'],
  ['rejects with something else', () => Promise.reject('gone'), 'gone'],
])('a handler that %s is an answer, too', async (_how, handle, error) => {
  handlers.retry.mockImplementation(handle as () => unknown);
  expect(await ask({ name: 'retry', input: { jobId: '1' } }, fromOwnPage)).toEqual({ error });
});

test('the sender gets the value, or the error as one of its own', async () => {
  const sendMessage = vi
    .fn()
    .mockResolvedValueOnce({ value: { needsSetUp: true } })
    .mockResolvedValueOnce({ error: 'no tab' });
  Object.assign(fakeBrowser.runtime, { sendMessage });
  expect(await send('viewStatus', { view })).toEqual({ needsSetUp: true });
  expect(sendMessage).toHaveBeenCalledExactlyOnceWith({ name: 'viewStatus', input: { view } });
  await expect(send('viewStatus', { view })).rejects.toThrow('no tab');
});
