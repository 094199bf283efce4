import type { Browser, Page } from 'puppeteer-core';
import { until } from './until.ts';

/* Firefox lets its driver into its own window: toolbar, popups, menus and keys are the real ones, without a display. */

/** The popup that hangs from the toolbar button: a document that the driver itself does not list. */
interface FirefoxPopup {
  /** What the user reads in it. */
  text(): Promise<string>;
  /** Clicks a button by its name, once it is there. */
  press(name: string): Promise<void>;
  /** Whether the focus is on the button of that name. @throws where it is instead */
  focused(name: string): Promise<true>;
}

/** Firefox's own window, around the pages. */
export interface FirefoxWindow {
  /** Clicks the toolbar button on a page. */
  popup(page: Page): Promise<FirefoxPopup>;
  /** The popup that stands open, or comes. */
  shownPopup(): Promise<FirefoxPopup>;
  isPopupOpen(): Promise<boolean>;
  closePopup(): Promise<void>;
  /** Where the toolbar button is on the screen. */
  placeOfButton(): Promise<Point>;
  /** Where an item of the extension in the open context menu is on the screen; undefined while there is none. */
  placeOfItem(label: string): Promise<Point | undefined>;
  /** Of the toolbar button. */
  badge(): Promise<string>;
  /** Opens a page's context menu at a point; what the extension has put into it. */
  contextMenu(page: Page, x: number, y: number): Promise<string[]>;
  /** Chooses an item of the open menu, or, without a name, none. */
  chooseItem(label?: string): Promise<void>;
  /** Alt+Shift and a letter, while the window and not the page in it has the focus. */
  pressAltShift(letter: string): Promise<void>;
  /** Answers the question that the browser asks the user. */
  answer(allow: boolean): Promise<void>;
  /** What the browser asks the user, once it does. */
  question(): Promise<string>;
  /** Switches the add-on off or on, as in about:addons. */
  switchAddOn(on: boolean): Promise<void>;
  /** Sets a preference (about:config) of a browser that runs. */
  prefer(preference: string, value: number): Promise<void>;
}

interface Point {
  x: number;
  y: number;
}

type Result = { type: 'string'; value: string } | { type: 'undefined' };

/**
 * @param extensionId of Firefox: `browser_specific_settings.gecko.id`
 */
export function firefoxWindow(browser: Browser, extensionId: string): FirefoxWindow {
  const { connection } = browser as unknown as {
    connection: { send(method: string, parameters: object): Promise<{ result: never }> };
  };
  /** Runs code in the browser's window, with all its rights. */
  const run = async <T>(code: string): Promise<T> => {
    const { result } = await connection.send('browsingContext.getTree', { 'moz:scope': 'chrome' });
    const { contexts } = result as { contexts: { context: string; url: string }[] };
    const context = contexts.find(({ url }) => url.endsWith('/browser.xhtml'))?.context;
    const answer = await connection.send('script.evaluate', {
      expression: `(async () => JSON.stringify(await (${code})()))()`,
      target: { context },
      awaitPromise: true,
    });
    const { result: value, exceptionDetails } = answer.result as {
      result?: Result;
      exceptionDetails?: { text: string };
    };
    if (exceptionDetails) throw new Error(exceptionDetails.text);
    return (value?.type === 'string' ? JSON.parse(value.value) : undefined) as T;
  };
  const widget = extensionId.toLowerCase().replace(/[^a-z0-9_-]/g, '_');
  const button = `document.getElementById('${widget}-BAP')`;
  /** The button stands in the toolbar itself, not in the menu of the extensions. */
  const pin = `() => {
    if (!${button}?.closest('#nav-bar')) CustomizableUI.addWidgetToArea('${widget}-browser-action', 'nav-bar');
  }`;
  const popup = `document.querySelector('.webextension-popup-browser')`;

  /** Runs code in the popup's own process; `w` is its window. */
  const inPopup = <T>(code: string): Promise<T> =>
    run(`() => new Promise((resolve, reject) => {
      const manager = ${popup}.messageManager;
      // The popup may close, or move to another process, before it has answered.
      setTimeout(() => reject('no answer from the popup'), 5000);
      const name = 'answer-' + Math.random();
      manager.addMessageListener(name, ({ data }) => ('error' in data ? reject(data.error) : resolve(data.value)));
      const script = '((w) => { let answer; try { answer = { value: (' + ${JSON.stringify(code)} + ')(w) }; } ' +
        'catch (error) { answer = { error: String(error) }; } sendAsyncMessage("' + name + '", answer); })(content)';
      manager.loadFrameScript('data:application/javascript,' + encodeURIComponent(script), false);
    })`);
  const pressedIn = (name: string) => `(w) => {
    const found = [...w.document.querySelectorAll('button')].find(({ textContent }) => textContent === ${JSON.stringify(name)});
    if (!found) return false;
    found.scrollIntoView({ block: 'nearest' });
    const { x, y, width, height } = found.getBoundingClientRect();
    // A popup that is still being opened takes no clicks, and what has just moved is elsewhere.
    let taken = false;
    found.addEventListener('click', () => { taken = true; }, { capture: true, once: true });
    (${click})(w, x + width / 2, y + height / 2);
    return taken;
  }`;
  const middle = (element: string) => `(() => {
    const { screenX, screenY } = ${element};
    const { width, height } = ${element}.getBoundingClientRect();
    return { x: Math.round(screenX + width / 2), y: Math.round(screenY + height / 2) };
  })()`;
  const shown: FirefoxPopup = {
    text: () => inPopup('(w) => w.document.body.textContent'),
    focused: async (name) => {
      const { within, on } = await inPopup<{ within: boolean; on: string }>(
        '(w) => ({ within: w.document.hasFocus(), on: w.document.activeElement?.textContent ?? "nothing" })',
      );
      if (within && on === name) return true;
      throw new Error(`the popup ${within ? 'has' : 'does not have'} the focus, within it: ${on}`);
    },
    press: async (name) =>
      void (await until(`the button ${name} in the popup`, () => inPopup<boolean>(pressedIn(name)))),
  };
  const ui: FirefoxWindow = {
    async placeOfButton() {
      let last: Point | undefined;
      // Just put into the toolbar, it still moves.
      return until('the button stands still', async () => {
        const before = last;
        last = await run<Point>(`() => { (${pin})(); return ${middle(button)}; }`);
        return last.x === before?.x && last.y === before.y && last;
      });
    },
    placeOfItem: (label) =>
      run(`() => {
        const menu = document.getElementById('contentAreaContextMenu');
        const item = [...menu.children].find((one) => one.id.startsWith('${widget}') && one.label === ${JSON.stringify(label)});
        return menu.state === 'open' && item ? ${middle('item')} : undefined;
      }`),
    async popup(page) {
      await page.bringToFront();
      await run(`() => {
        (${pin})();
        const { x, y, width, height } = ${button}.getBoundingClientRect();
        (${click})(window, x + width / 2, y + height / 2);
      }`);
      return ui.shownPopup();
    },
    async shownPopup() {
      await until('the popup opens', () =>
        inPopup<boolean>(`(w) => w.document.querySelector('main') !== null`),
      );
      return shown;
    },
    isPopupOpen: () => run(`() => ${popup} !== null`),
    async closePopup() {
      await run(`() => ${popup}?.closest('panel').hidePopup()`);
      await until('the popup closes', async () => !(await ui.isPopupOpen()));
    },
    badge: () => run(`() => { (${pin})(); return ${button}.getAttribute('badge') ?? ''; }`),
    async contextMenu(page, x, y) {
      await page.bringToFront();
      await page.mouse.click(x, y, { button: 'right' });
      return until('the menu opens', () =>
        run<string[] | false>(`() => {
          const menu = document.getElementById('contentAreaContextMenu');
          return menu.state === 'open' && [...menu.children].filter(({ id, hidden }) => !hidden && id.startsWith('${widget}')).map(({ label }) => label);
        }`),
      );
    },
    async chooseItem(label) {
      await run(`() => {
        const menu = document.getElementById('contentAreaContextMenu');
        const item = [...menu.children].find((one) => one.id.startsWith('${widget}') && one.label === ${JSON.stringify(label ?? null)});
        if (item) menu.activateItem(item);
        else menu.hidePopup();
      }`);
    },
    pressAltShift: (letter) =>
      run(`() => {
        // What the driver presses never comes back from a page.
        Services.focus.clearFocus(window);
        const keyboard = Cc['@mozilla.org/text-input-processor;1'].createInstance(Ci.nsITextInputProcessor);
        keyboard.beginInputTransactionForTests(window);
        const keys = [['Alt', 'AltLeft', 18], ['Shift', 'ShiftLeft', 16], ['${letter}', 'Key${letter}', ${letter.charCodeAt(0)}]]
          .map(([key, code, keyCode]) => new KeyboardEvent('', { key, code, keyCode }));
        for (const key of keys) keyboard.keydown(key);
        for (const key of keys.reverse()) keyboard.keyup(key);
      }`),
    question: () =>
      until('the browser asks', () =>
        run<string>(`() => document.querySelector('#notification-popup popupnotification')?.textContent`),
      ),
    switchAddOn: (on) =>
      run(`async () => {
        const { AddonManager } = ChromeUtils.importESModule('resource://gre/modules/AddonManager.sys.mjs');
        const addOn = await AddonManager.getAddonByID('${extensionId}');
        await addOn.${on ? 'enable' : 'disable'}();
      }`),
    prefer: (preference, value) => run(`() => Services.prefs.setIntPref('${preference}', ${value})`),
    async answer(allow) {
      await ui.question();
      const which = allow ? 'button' : 'secondaryButton';
      await run(`() => document.querySelector('#notification-popup popupnotification').${which}.click()`);
    },
  };
  return ui;
}

/** A click of the mouse as far as everything behind it can tell: trusted, and a user's deed. */
const click = `(w, x, y) => {
  for (const type of ['mousedown', 'mouseup'])
    w.synthesizeMouseEvent(type, x, y, { button: 0, clickCount: 1, buttons: type === 'mousedown' ? 1 : 0 }, {});
}`;
