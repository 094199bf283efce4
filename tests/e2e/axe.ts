import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { CDPSession, Page } from 'puppeteer-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** In the page: only what is wrong comes back, one line each; all that axe has looked at would be megabytes. */
const run = (options: object) => `axe
  .run(document, ${JSON.stringify({ resultTypes: ['violations'], ...options })})
  .then(({ violations }) => violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary }) => id + ' (' + help + '): ' + target.join(' ') + ': ' + failureSummary)))`;

/** The rules that ask for colours: the only ones that another theme can break where everything stays in its place. */
const colours = ['color-contrast', 'link-in-text-block'];
/** Those that ask where things are, and with the colours all that ask how a page is drawn: another direction or width breaks no others. */
const placed = ['target-size', 'scrollable-region-focusable', 'meta-viewport'];
const drawn = [...colours, ...placed];
const options = {
  all: { rules: { 'target-size': { enabled: true } } },
  drawn: { runOnly: { type: 'rule', values: drawn } },
  placed: { runOnly: { type: 'rule', values: placed } },
  colours: { runOnly: { type: 'rule', values: colours } },
};

/**
 * What axe finds wrong with a page, one line each: all its rules, those of WCAG 2.2 that it leaves out by itself too.
 * @param which of the rules; the same page drawn otherwise need not be asked for its names and roles again
 */
export async function violations(page: Page, which: keyof typeof options = 'all'): Promise<string[]> {
  // By the driver, which no content security policy binds; as one, since a page may be another by the next call.
  const asked = run(options[which]);
  const known = await page.evaluate(`globalThis.axe && ${asked}`);
  return (known ?? (await page.evaluate(`${source};${asked}`))) as string[];
}

/** What a page shows, by place: narrower it may show other things, and then these have names and roles to be asked for. */
export const shownIn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    [...document.querySelectorAll('body *')]
      .map((element) => (element.checkVisibility({ visibilityProperty: true }) ? element.localName : '-'))
      .join(' '),
  );

/** Where everything is. */
export const placesIn = (page: Page): Promise<string> =>
  page.evaluate(() =>
    JSON.stringify(
      [...document.querySelectorAll('body *')].map((element) => element.getBoundingClientRect()),
    ),
  );

/** What can be reached by Tab and does not show it. */
export async function invisibleFocus(page: Page): Promise<string[]> {
  const list = await page.evaluateHandle(() => {
    const reached = new Map<Element, boolean>();
    const told = { reached, around: false };
    document.addEventListener('focusin', ({ target }) => {
      const element = target as Element;
      told.around ||= reached.has(element);
      if (told.around) return;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      reached.set(element, outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1);
    });
    return told;
  });
  // Several at a time, until it has come round, or leaves the page: each is a call of the browser.
  for (;;) {
    const before = await list.evaluate(({ reached }) => reached.size);
    await Promise.all(Array.from({ length: 8 }, () => page.keyboard.press('Tab')));
    if (await list.evaluate(({ reached, around }, size) => around || reached.size === size, before)) break;
  }
  return list.evaluate(({ reached }) => {
    const all = [...document.querySelectorAll('*')];
    return [...reached].flatMap(([element, visible]) =>
      visible ? [] : `${all.indexOf(element)} ${element.localName} ${element.textContent}`,
    );
  });
}

/** What is known by its surface alone, and has no edge where colours are forced. */
export const edgeless = (page: Page): Promise<string[]> =>
  page.$$eval(
    ':is(button, a).primary, .file-button label, a.button, .icon-button, .message-bar, .notice, .page-head nav a',
    (all) =>
      all
        .filter((element) => element.checkVisibility())
        .filter((element) => {
          const { borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(element);
          const drawn = Number.parseFloat(borderTopWidth) >= 1 && borderTopColor !== backgroundColor;
          return !drawn || /^rgba\(.*, 0\)$/.test(borderTopColor);
        })
        .map(({ className, textContent }) => `${className} ${textContent}`),
  );

/** What keeps a colour of its own where colours are forced: icons; and buttons that can't be used, which are grey there. */
export const unforced = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const colorOf = (element: Element) => getComputedStyle(element).color;
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = 'GrayText';
    const gray = colorOf(probe);
    probe.remove();
    const seen = (selector: string) =>
      [...document.querySelectorAll(selector)].filter((element) => element.checkVisibility());
    const tinted = seen('svg.icon').filter(
      (icon) => colorOf(icon) !== colorOf(icon.parentElement as Element),
    );
    const usable = seen('button:is(:disabled, [aria-disabled=true])').filter((one) => colorOf(one) !== gray);
    return [...tinted.map((icon) => icon.parentElement as Element), ...usable].map(
      ({ className, textContent }) => `${className} ${textContent}`,
    );
  });

/** Whether a page has to be scrolled sideways. */
export const overflows = (page: Page): Promise<boolean> =>
  page.evaluate(() => document.documentElement.scrollWidth > innerWidth);

/** How a user has set up their system. */
const themes: Record<string, { name: string; value: string }[]> = {
  light: [
    { name: 'forced-colors', value: 'none' },
    { name: 'prefers-color-scheme', value: 'light' },
  ],
  dark: [
    { name: 'forced-colors', value: 'none' },
    { name: 'prefers-color-scheme', value: 'dark' },
  ],
  'high contrast': [
    { name: 'forced-colors', value: 'active' },
    { name: 'prefers-color-scheme', value: 'dark' },
  ],
};

/** One for each page: what it was told ends with it. */
const sessions = new WeakMap<Page, CDPSession>();

export async function setTheme(page: Page, theme: string): Promise<void> {
  const session = sessions.get(page) ?? (await page.createCDPSession());
  sessions.set(page, session);
  await session.send('Emulation.setEmulatedMedia', {
    features: [...(themes[theme] ?? []), { name: 'prefers-reduced-motion', value: 'reduce' }],
  });
}
