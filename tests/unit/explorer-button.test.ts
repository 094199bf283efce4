import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { showButton } from '../../entrypoints/explorer.content/button.ts';
import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import type { ViewStatus } from '../../lib/messages/messages.ts';
import { view } from './samples.ts';

const attachShadow = Element.prototype.attachShadow;
const sendMessage = vi.fn();
let root: ShadowRoot;
let status: ViewStatus;
let leave: AbortController;

beforeEach(() => {
  fakeBrowser.reset();
  const getMessage = (key: string, values: string[]) => {
    if (key === 'textLanguage') return fakeBrowser.i18n.getUILanguage();
    return key === 'named' ? values.join(': ') : key === 'sentences' ? values.join('. ') : key;
  };
  Object.assign(fakeBrowser.i18n, { getMessage, getUILanguage: () => 'en' });
  status = { needsSetUp: false };
  sendMessage
    .mockReset()
    .mockImplementation(async ({ name }) =>
      name === 'viewStatus' ? { value: status } : { value: undefined },
    );
  Object.assign(fakeBrowser.runtime, { sendMessage });
  // The button's root is closed, to the page as to a test: it is kept when it is made.
  vi.spyOn(Element.prototype, 'attachShadow').mockImplementation(function (this: Element, init) {
    root = attachShadow.call(this, init);
    return root;
  });
  document.body.innerHTML = '<div id="bar"><button aria-haspopup="menu">Actions</button></div>';
  leave = new AbortController();
});
afterEach(() => leave.abort());

const show = async (page: ExplorerPage = { view }) => {
  showButton(page, leave.signal);
  await vi.waitFor(() => expect(sendMessage).toHaveBeenCalledTimes('view' in page ? 1 : 0));
  await Promise.resolve();
};
const hosts = () => document.querySelectorAll<HTMLElement>('export-view');
const part = (selector: string) => root.querySelector(selector) as HTMLElement;
const press = (selector: string, isTrusted: boolean) => {
  const event = new MouseEvent('click', { bubbles: true });
  Object.defineProperty(event, 'isTrusted', { value: isTrusted });
  part(selector).dispatchEvent(event);
};
const tell = (message: unknown) => fakeBrowser.runtime.onMessage.trigger(message, {} as never, () => {});
const sent = () =>
  sendMessage.mock.calls.map(([message]) => message).filter(({ name }) => name !== 'viewStatus');

describe('the button', () => {
  test('stands once beside Actions, closed to the page, and says its name', async () => {
    await show();
    expect(hosts()).toHaveLength(1);
    expect(document.querySelector('#bar')?.firstElementChild).toBe(hosts()[0]);
    expect(hosts()[0]?.shadowRoot).toBeNull();
    expect(part('button').textContent).toBe('exportView');
    expect(part('button').style.getPropertyValue('--icon')).toMatch(/^path\("M/);
    expect(part('.live').role).toBe('status');
    expect(part('.why').hidden).toBe(true);
  });

  test.each([
    '<button>Actions</button>',
    '<button>ACTIONS</button>',
    '<div role="button" aria-label="Actions"></div>',
    '<button aria-haspopup="true">Actions (3)</button>',
    '<button aria-haspopup="menu" aria-label="Actions menu"></button>',
    '<button>Actions<i>\uE70D</i></button>',
    '<button aria-haspopup="menu"><i>\uE70D</i> Actions</button>',
    '<button>\u200bActions\u00a0▾</button>',
    ...[
      'Aktionen',
      'Acciones',
      'Azioni',
      'Acties',
      'Ações',
      'アクション',
      '操作',
      '작업',
      'الإجراءات',
    ].flatMap((name) => [`<button>${name}</button>`, `<button aria-haspopup="menu">${name}</button>`]),
  ])('stands beside %s', async (actions) => {
    document.body.innerHTML = `<div id="bar">${actions}</div>`;
    await show();
    expect(document.querySelector('#bar')?.firstElementChild).toBe(hosts()[0]);
  });

  test.each(['Actionsheet', 'Aktionenplan', 'Actions of mine', 'Transactions', '操作系统'])(
    'does not take “%s” for the menu',
    async (name) => {
      document.body.innerHTML = `<div id="bar"><button>${name}</button></div>`;
      await show();
      expect(document.querySelector('#bar')?.firstElementChild).not.toBe(hosts()[0]);
    },
  );

  test.each(['<tr><td>', '<tr role="row"><td>'])('the menu of a row (%s) is another one', async (row) => {
    const actions = '<button aria-haspopup="menu" aria-label="Actions for Grow"></button>';
    const bar = '<div id="bar"><button aria-haspopup="menu">Actions</button></div>';
    document.body.innerHTML = `<table>${row}${actions}</table>${bar}`;
    await show();
    expect(document.querySelector('#bar')?.firstElementChild).toBe(hosts()[0]);
  });

  test('has its own language and direction, which the page can not read', async () => {
    vi.spyOn(fakeBrowser.i18n, 'getUILanguage').mockReturnValue('ar');
    await show();
    for (const selector of ['button', '.why', '.live'])
      expect([part(selector).lang, part(selector).dir]).toEqual(['ar', 'rtl']);
    expect(hosts()[0]?.hasAttribute('lang') || hosts()[0]?.hasAttribute('dir')).toBe(false);
  });

  test('is pressed by a person only', async () => {
    await show();
    press('button', false);
    press('.why', false);
    part('button').click();
    expect(sent()).toEqual([]);
    press('button', true);
    expect(sent()).toEqual([{ name: 'exportThisView', input: { view } }]);
  });

  test('goes with its page, and hears nothing any more', async () => {
    await show();
    leave.abort();
    expect(hosts()).toHaveLength(0);
    expect(fakeBrowser.runtime.onMessage.hasListeners()).toBe(false);
  });

  test('of a page that names no view tells the reason once it is pressed, and leads to more', async () => {
    await show({ invalid: 'viewNotSaved', value: '' });
    expect(part('.why').hidden).toBe(true);
    press('button', true);
    expect(part('.problem').textContent).toBe('problem_viewNotSaved_title');
    expect(part('.live').textContent).toContain('problem_viewNotSaved_happened');
    expect(sent()).toEqual([{ name: 'showDetails', input: {} }]);
  });

  test('says it over the room that it keeps, which is a surface where colours are forced', async () => {
    await show();
    expect(part('.labels').lastElementChild).toBe(part('.shown'));
  });

  test('with nothing set up says so once it is pressed, until it is', async () => {
    await show();
    const status = (needsSetUp: boolean) => tell({ name: 'statusChanged', view, status: { needsSetUp } });
    await status(true);
    expect(part('.state').textContent).toBe('');
    press('button', true);
    expect(part('.state').textContent).toBe('button_setUp');
    expect(part('.live').textContent).toContain('button_setUp');
    await status(false);
    expect(part('.state').textContent).toBe('');
  });

  test('of an extension that was updated meanwhile asks for a reload', async () => {
    await show();
    sendMessage.mockRejectedValue(new Error('Extension context invalidated.'));
    press('button', true);
    await vi.waitFor(() => expect(part('.state').textContent).toBe('button_reload'));
  });
});

describe('its label', () => {
  test.each<[string, ViewStatus, { text: string; busy: string; told: string; said: string }]>([
    ['nothing yet', { needsSetUp: false }, { text: '', busy: 'false', told: '', said: '' }],
    [
      'set-up needed: told once it is pressed',
      { needsSetUp: true },
      { text: '', busy: 'false', told: '', said: '' },
    ],
    [
      'running',
      { needsSetUp: false, status: 'running', startedAt: Date.now() },
      { text: 'status_running', busy: 'true', told: '', said: 'status_running' },
    ],
    [
      'running for somebody else already',
      { needsSetUp: false, status: 'running', startedAt: Date.now(), joined: true },
      { text: 'status_running', busy: 'true', told: 'wasJoined', said: 'status_running. wasJoined' },
    ],
    [
      'done',
      { needsSetUp: false, status: 'done' },
      { text: 'status_done', busy: 'false', told: '', said: 'status_done' },
    ],
    [
      'failed',
      { needsSetUp: false, status: 'failed', problem: { code: 'forbidden' } },
      {
        text: '',
        busy: 'false',
        told: 'problem_forbidden_title',
        said: 'problem_forbidden_title. problem_forbidden_happened',
      },
    ],
    [
      'waiting',
      { needsSetUp: false, status: 'running', problem: { code: 'throttled', retryAt: Date.now() } },
      {
        text: 'status_running',
        busy: 'true',
        told: 'problem_throttled_title',
        said: 'problem_throttled_title. continuesAt',
      },
    ],
  ])('%s', async (_what, now, { text, busy, told, said }) => {
    status = now;
    await show();
    await vi.waitFor(() => expect(part('button').ariaBusy).toBe(busy));
    expect(part('.state').textContent).toBe(text);
    expect(part('.why').hidden).toBe(!told);
    expect(part('.problem').textContent).toBe(told);
    expect(part('.live').textContent).toBe(said && `exportView: ${said}`);
    expect(part('.clock').textContent).toMatch(now.startedAt ? /^\d+:\d\d$/ : /^$/);
  });

  test('a problem whose reason the page is not told is told by what to do', async () => {
    status = { needsSetUp: false, status: 'paused', problem: { code: 'wrongAccount' } };
    vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(((key: string, values: string[] = []) =>
      [key, ...values].join(' ')) as never);
    await show();
    await vi.waitFor(() => expect(part('.live').textContent).toContain('problem_wrongAccount_todo'));
  });

  test('follows what the background tells of this view, and of no other', async () => {
    await show();
    const done = { needsSetUp: false, status: 'done' } as const;
    await tell({ name: 'statusChanged', view: { ...view, explorerViewId: '42' }, status: done });
    await tell({ name: 'another', view, status: done });
    await tell(null);
    expect(part('.state').textContent).toBe('');
    await tell({ name: 'statusChanged', view: { ...view }, status: done });
    expect(part('.state').textContent).toBe('status_done');
  });
});

describe('it is the only one', () => {
  test.each([
    [
      'the dead one of an extension that was updated',
      () => document.body.prepend(document.createElement('export-view')),
    ],
    [
      'a copy that the page made',
      () => document.querySelector('#bar')?.append(hosts()[0]?.cloneNode(true) ?? ''),
    ],
  ])('%s goes, before or after it', async (_what, add) => {
    add();
    await show();
    expect(hosts()).toHaveLength(1);
    add();
    await vi.waitFor(() => expect(hosts()).toHaveLength(1));
    tell({ name: 'statusChanged', view, status: { needsSetUp: false, status: 'done' } });
    await vi.waitFor(() => expect(part('.state').textContent).toBe('status_done'));
    expect(part('button').isConnected).toBe(true);
  });
});

test('left behind by an update it makes room for its successor, and does not come back', async () => {
  await show();
  const old = hosts()[0];
  Object.assign(fakeBrowser.runtime, { id: undefined });
  const successor = document.createElement('export-view');
  old?.replaceWith(successor);
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect([...hosts()]).toEqual([successor]);
  Object.assign(fakeBrowser.runtime, { id: 'test-extension-id' });
});

describe('its place', () => {
  test.each([
    [
      'the bar is rendered anew',
      () => (document.body.innerHTML = '<div id="bar"><button aria-haspopup="menu">Actions</button></div>'),
    ],
    ['it is thrown out', () => hosts()[0]?.remove()],
    ['it is moved', () => hosts()[0] && document.body.prepend(hosts()[0] as HTMLElement)],
  ])('is taken again when %s', async (_what, disturb) => {
    await show();
    disturb();
    await vi.waitFor(() => {
      expect(hosts()).toHaveLength(1);
      expect(document.querySelector('#bar')?.firstElementChild).toBe(hosts()[0]);
    });
  });
});
