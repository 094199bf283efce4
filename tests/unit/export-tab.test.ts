// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import { exportFromPage, exportTab, showPopup } from '../../lib/surfaces/export-tab.ts';
import { createMenus, listenToMenusAndKeys } from '../../lib/surfaces/menus.ts';
import { view } from './samples.ts';

const requestExport = vi.hoisted(() => vi.fn());
vi.mock('../../lib/jobs/commands.ts', () => ({ requestExport }));

const tab = { id: 5, url: explorerUrl(view), title: 'Board - Explorer - Viva Goals' };
const openPopup = vi.fn();
const createTab = vi.fn();
let clicked: (info: { menuItemId: string }, tab?: object) => void;
let pressed: (command: string, tab?: object) => void;
const create = vi.fn();

beforeEach(async () => {
  fakeBrowser.reset();
  for (const mock of [requestExport, openPopup, createTab]) mock.mockReset().mockResolvedValue(undefined);
  create.mockReset().mockImplementation((_entry: object, done: () => void) => done());
  Object.assign(fakeBrowser.action, { openPopup });
  Object.assign(fakeBrowser.tabs, { create: createTab });
  Object.assign(fakeBrowser.i18n, { getMessage: (key: string) => (key === 'textLanguage' ? 'en' : key) });
  Object.assign(fakeBrowser.contextMenus, {
    removeAll: async () => {},
    create,
    onClicked: { addListener: (listener: typeof clicked) => (clicked = listener) },
  });
  Object.assign(fakeBrowser.commands, {
    onCommand: { addListener: (listener: typeof pressed) => (pressed = listener) },
  });
  await fakeBrowser.storage.local.set({ settings: { clientId: '00001111-aaaa-2222-bbbb-3333cccc4444' } });
});

describe('the button on a page', () => {
  const without = (...lost: string[]) =>
    Object.assign(fakeBrowser.permissions, {
      contains: async ({ origins }: { origins: string[] }) => !origins.some((one) => lost.includes(one)),
    });

  test('exports, and nothing else', async () => {
    without();
    await exportFromPage(tab, view);
    expect(requestExport).toHaveBeenCalledOnce();
    expect(openPopup).not.toHaveBeenCalled();
  });

  test.each([tab.url, undefined])(
    'without access to Viva Goals the page can’t be told how it goes: the popup says it, once (%s)',
    async (url) => {
      without('https://goals.microsoft.com/*');
      await exportFromPage({ ...tab, url }, view);
      expect(openPopup).toHaveBeenCalledOnce();
      expect(requestExport).toHaveBeenCalledTimes(url ? 1 : 0);
    },
  );
});

describe('a tab', () => {
  test('with a saved view is exported, under its name', async () => {
    await exportTab(tab);
    expect(requestExport).toHaveBeenCalledExactlyOnceWith(view, 'Board');
  });

  test('without a client ID leads to the welcome page, nothing is written down', async () => {
    await fakeBrowser.storage.local.clear();
    await exportTab(tab);
    expect(createTab).toHaveBeenCalledExactlyOnceWith({ url: expect.stringMatching(/\/welcome\.html$/) });
    expect(requestExport).not.toHaveBeenCalled();
  });

  test.each([
    ['another page', 'https://contoso.example/'],
    ['a view that is not saved', tab.url.replace(/\?.*/, '')],
    ['no GUID', tab.url.replace(view.goalsOrganizationId, 'acme')],
    ['an address that we may not see', undefined],
  ])('%s: the popup says why', async (_what, url) => {
    await exportTab({ id: 5, url });
    expect(openPopup).toHaveBeenCalledOnce();
    expect(createTab).not.toHaveBeenCalled();
    expect(requestExport).not.toHaveBeenCalled();
  });

  test('that went on to another view since the button was drawn is not exported', async () => {
    await expect(exportTab(tab, { ...view, explorerViewId: '42' })).rejects.toThrow('another view');
    expect(requestExport).not.toHaveBeenCalled();
    await exportTab(tab, view);
    expect(requestExport).toHaveBeenCalledOnce();
  });

  test('where the browser opens no popup, it stands in a tab of its own', async () => {
    openPopup.mockRejectedValue(new Error('no window'));
    await showPopup(tab);
    expect(createTab).toHaveBeenCalledExactlyOnceWith({
      url: fakeBrowser.runtime.getURL('/popup.html?tab=5' as never),
    });
  });
});

describe('context menu and keyboard', () => {
  test('the menu is offered on Explorer pages only', async () => {
    await createMenus();
    expect(create).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({
        id: 'export-view',
        documentUrlPatterns: ['https://goals.microsoft.com/org_uuid/*/objective-explorer*'],
      }),
      expect.any(Function),
    );
  });

  test('asked for twice at once, each entry is made after the one before has gone', async () => {
    const order: string[] = [];
    const removeAll = async () => {
      order.push('remove');
      await new Promise((resolve) => setTimeout(resolve, 5));
    };
    Object.assign(fakeBrowser.contextMenus, { removeAll });
    create.mockImplementation((_entry: object, done: () => void) => {
      order.push('create');
      setTimeout(done, 5);
    });
    await Promise.all([createMenus(), createMenus()]);
    expect(order).toEqual(['remove', 'create', 'remove', 'create']);
  });

  test('refused by the browser: reported, and the next time it works', async () => {
    Object.assign(fakeBrowser.runtime, { lastError: { message: 'duplicate id' } });
    await expect(createMenus()).rejects.toThrow('duplicate id');
    Object.assign(fakeBrowser.runtime, { lastError: undefined });
    await expect(createMenus()).resolves.toBeUndefined();
  });

  test('both export what their tab shows, and report what went wrong', async () => {
    const onError = vi.fn();
    listenToMenusAndKeys(onError);
    clicked({ menuItemId: 'export-view' }, tab);
    pressed('export-view', tab);
    await vi.waitFor(() => expect(requestExport).toHaveBeenCalledTimes(2));
    clicked({ menuItemId: 'another' }, tab);
    clicked({ menuItemId: 'export-view' });
    pressed('another', tab);
    pressed('export-view');
    requestExport.mockRejectedValue(new Error('quota'));
    pressed('export-view', tab);
    await vi.waitFor(() => expect(onError).toHaveBeenCalledExactlyOnceWith(new Error('quota')));
    expect(requestExport).toHaveBeenCalledTimes(3);
  });
});
