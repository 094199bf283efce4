import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { aroundButton, goAway, hosts, part, press, sendMessage, sent, show, tell } from './button-world.ts';
import { view } from './samples.ts';

aroundButton();

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
    goAway();
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
