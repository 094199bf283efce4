import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showButton } from '../../entrypoints/explorer.content/button.ts';
import { labelOf } from '../../entrypoints/explorer.content/label.ts';
import { tellExplorerPages } from '../../lib/surfaces/view-status.ts';
import { view } from './samples.ts';

const url = `https://goals.microsoft.com/org_uuid/${view.goalsOrganizationId}/objective-explorer?viewId=${view.explorerViewId}`;
const sendMessage = vi.fn();
let leave: AbortController;

beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.i18n, {
    getMessage: (key: string) => (key === 'textLanguage' ? 'en' : key),
    getUILanguage: () => 'en',
  });
  sendMessage.mockReset().mockResolvedValue({ value: { needsSetUp: false } });
  Object.assign(fakeBrowser.runtime, { sendMessage });
  leave = new AbortController();
});
afterEach(() => {
  leave.abort();
  Reflect.deleteProperty(document, 'prerendering');
  vi.useRealTimers();
});

describe('the news of an export', () => {
  test('reach every tab although one of them never answers, and end by time', async () => {
    vi.useFakeTimers();
    const told: number[] = [];
    Object.assign(fakeBrowser.tabs, {
      query: async () => [1, 2, 3].map((id) => ({ id, url })),
      sendMessage: (id: number) => {
        told.push(id);
        return id === 1 ? new Promise(() => {}) : Promise.resolve();
      },
    });
    const ended = vi.fn();
    tellExplorerPages().then(ended);
    await vi.advanceTimersByTimeAsync(100);
    expect(told.sort()).toEqual([1, 2, 3]);
    await vi.advanceTimersByTimeAsync(3000);
    expect(ended).toHaveBeenCalled();
  });

  test('are asked for anew by a page that comes back from the cache', async () => {
    showButton({ view }, leave.signal);
    expect(sendMessage).toHaveBeenCalledTimes(1);
    const shown = (persisted: boolean) => dispatchEvent(Object.assign(new Event('pageshow'), { persisted }));
    shown(false);
    expect(sendMessage).toHaveBeenCalledTimes(1);
    shown(true);
    expect(sendMessage).toHaveBeenCalledTimes(2);
  });

  test('are asked for by a prerendered page once it is shown', () => {
    Object.defineProperty(document, 'prerendering', { value: true, configurable: true });
    showButton({ view }, leave.signal);
    expect(sendMessage).not.toHaveBeenCalled();
    document.dispatchEvent(new Event('prerenderingchange'));
    expect(sendMessage).toHaveBeenCalledTimes(1);
  });

  test('say that the export was in progress already', () => {
    const status = { needsSetUp: false, status: 'running', joined: true } as const;
    expect(labelOf({ view }, false, status).problem).toContain('wasJoined');
    expect(labelOf({ view }, false, { ...status, joined: false }).problem).toBe('');
  });
});
