import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Display, startDisplay } from '../browser/display.ts';
import { until } from '../browser/until.ts';
import { explorerUrl } from '../e2e/world.ts';
import { buttonSays, exportSigningIn, type FirefoxWorld, newFirefoxWorld } from './world.ts';

/* Keys, mouse and menus as a hand would use them, in a Firefox whose window is really shown. */

let display: Display;
let world: FirefoxWorld;
beforeAll(async () => {
  display = await startDisplay({ windowManager: true });
  // The driver's Firefox pretends that every document has the focus; here the one has it that a user gives it.
  const preferences = { 'focusmanager.testmode': false };
  world = await newFirefoxWorld(preferences, { headless: false, display: display.name });
  await buttonSays(await exportSigningIn(world), /Saved/);
});
afterAll(async () => {
  await world?.close();
  display?.close();
});
beforeEach(() => world.freshExports());

/** An Explorer page in front, with the focus in it, as after a click. */
async function explorer(): Promise<Page> {
  const page = await world.firefox.open(explorerUrl());
  await page.bringToFront();
  await buttonSays(page, /^Export view/);
  const [x, y] = await page.evaluate(() =>
    [screenX + 500, screenY + outerHeight - innerHeight + 450].map(String),
  );
  await display.xdotool('mousemove', x ?? '', y ?? '', 'click', '1');
  return page;
}

test('Alt+Shift+K on an Explorer page exports', async () => {
  const page = await explorer();
  await display.xdotool('key', '--clearmodifiers', 'alt+shift+k');
  await buttonSays(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});

test('"Export view" in the context menu of an Explorer page exports', async () => {
  const page = await explorer();
  await display.xdotool('click', '3');
  const { x, y } = await until('the menu shows it', () => world.firefox.window.placeOfItem('Export view'));
  await display.xdotool('mousemove', String(x), String(y), 'click', '1');
  await buttonSays(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});

test('a click on the icon in the toolbar opens the popup, whose button exports by Enter', async () => {
  const page = await explorer();
  const { x, y } = await world.firefox.window.placeOfButton();
  await display.xdotool('mousemove', String(x), String(y), 'click', '1');
  const popup = await world.firefox.window.shownPopup();
  await until('its button has the focus', () => popup.focused('Export view'));
  await display.xdotool('key', 'Return');
  await buttonSays(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});
