import { afterEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { explorerUrl, signInAs } from '../e2e/world.ts';
import { buttonSays, type FirefoxWorld, newFirefoxWorld, pressPageButton } from './world.ts';

/* Switched off and on, or updated: Firefox runs the content script anew in pages that are open, beside what the old one left. */

let world: FirefoxWorld;
afterEach(() => world?.close());

test('an open Explorer page has one button, which works; also where the page copies it', async () => {
  world = await newFirefoxWorld();
  const { open, window } = world.firefox;
  const page = await open(explorerUrl());
  await buttonSays(page, /^Export view/);
  const buttons = () => page.$$eval('export-view', (all) => all.length);
  for (let time = 1; time <= 2; time++) {
    await window.switchAddOn(false);
    await window.switchAddOn(true);
    await until('the one button is the new one', async () => (await buttons()) === 1);
  }
  await page.evaluate(() => {
    const button = document.querySelector('export-view') as HTMLElement;
    document.body.append(button.cloneNode(true));
    button.before(button.cloneNode(true));
  });
  await until('the copies are gone', async () => (await buttons()) === 1);
  await pressPageButton(page);
  await signInAs(await world.firefox.signInWindow(), world.emulator.users.alice);
  await buttonSays(page, /Saved/);
  expect(world.emulator.graph.jobs).toHaveLength(1);
});
