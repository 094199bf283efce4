import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { companyView, explorerUrl, press, signInAs } from '../e2e/world.ts';
import {
  buttonSays,
  exportSigningIn,
  type FirefoxWorld,
  newFirefoxWorld,
  pressPageButton,
  strayOf,
} from './world.ts';

/* The whole way in a real Firefox; its toolbar, menus and keys through its own window, without a display. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await newFirefoxWorld({ 'fission.autostart': true });
});
afterAll(() => world?.close());

const alice = () => world.emulator.users.alice;

/** The file that was saved is the one that the service sent, and the only one. */
async function expectTheFile(): Promise<void> {
  const { graph } = world.emulator;
  await world.job('is done', ({ phase }) => phase === 'done');
  const [file, ...others] = world.files();
  expect(others).toEqual([]);
  expect(file?.name).toBe(`Q3 company OKRs ${new Date().toLocaleDateString('sv')}.csv`);
  expect(file?.bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
  expect(graph.jobs).toHaveLength(1);
}

describe('the first export', () => {
  beforeEach(() => world.fresh());

  test('from the page: button, sign-in window, progress, file; nobody but Microsoft is asked', async () => {
    world.emulator.graph.timing = { notStartedMs: 1500, runningMs: 1500 };
    const page = await exportSigningIn(world);
    await buttonSays(page, /^Export view In the queue/);
    await buttonSays(page, /^Export view Preparing/);
    await buttonSays(page, /^Export view Saved/);
    await expectTheFile();
    expect(world.emulator.graph.earlyPolls).toEqual([]);
    expect(strayOf(world)).toEqual([]);
  });

  test('from the popup, which may be closed meanwhile; the badge counts', async () => {
    const { window } = world.firefox;
    world.emulator.graph.timing = { notStartedMs: 500, runningMs: 1500 };
    const page = await world.firefox.open(explorerUrl());
    const popup = await window.popup(page);
    const text = await popup.text();
    for (const part of ['Q3 company OKRs', companyView.goalsOrganizationId, companyView.explorerViewId])
      expect(text).toContain(part);
    await popup.press('Export view');
    await signInAs(await world.firefox.signInWindow(), alice());
    await page.bringToFront();
    const again = await window.popup(page);
    await until('the popup shows the progress', async () =>
      /In the queue|[Pp]reparing/.test(await again.text()),
    );
    await until('the popup knows who', async () => (await again.text()).includes('alice@contoso.com'));
    expect(await window.badge()).toBe('1');
    await window.closePopup();
    await page.close();
    await expectTheFile();
    await until('nothing runs', async () => (await window.badge()) === '');
  });

  test('the sign-in window is closed: said, and the next try works', async () => {
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    await (await world.firefox.signInWindow()).close();
    await world.job('failed', ({ phase }) => phase === 'failed');
    const popup = await world.firefox.window.popup(page);
    const text = await popup.text();
    expect(text).toContain('The sign-in was not finished');
    expect(text).toContain('Copy admin consent link');
    await popup.press('Sign in');
    await signInAs(await world.firefox.signInWindow(), alice());
    await buttonSays(page, /Saved/);
    await expectTheFile();
  });
});

describe('once signed in', () => {
  beforeAll(async () => {
    await world.fresh();
    await buttonSays(await exportSigningIn(world), /Saved/);
  });
  beforeEach(async () => {
    await world.freshExports();
  });

  test('where the browser is signed in to Microsoft already, nothing is asked', async () => {
    await world.forgetSignIn();
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    await buttonSays(page, /Saved/);
    expect(await world.firefox.signInWindows()).toEqual([]);
  });

  // Chosen and pressed by hand: real-keys.test.ts.
  test('the context menu has "Export view" on an Explorer page alone; elsewhere Alt+Shift+K says where to go', async () => {
    const { window, open } = world.firefox;
    const { goalsOrganizationId } = companyView;
    const other = await open(`https://goals.microsoft.com/org_uuid/${goalsOrganizationId}/dashboards`);
    expect(await window.contextMenu(other, 500, 400)).toEqual([]);
    await window.chooseItem();
    await window.pressAltShift('K');
    const popup = await window.shownPopup();
    expect(await popup.text()).toContain('Open a saved view');
    await window.closePopup();
    expect(await world.jobs()).toEqual([]);
    expect(await window.contextMenu(await open(explorerUrl()), 500, 400)).toEqual(['Export view']);
    await window.chooseItem();
  });

  test('the options page: a sub-folder and a name, which the next file has', async () => {
    const options = await world.firefox.openOwn('options.html');
    await options.bringToFront();
    for (const [field, value] of [
      ['folder', 'Reports'],
      ['fileName', 'Goals'],
    ] as const) {
      await (await options.waitForSelector(`#${field}`))?.click({ count: 3 });
      await options.type(`#${field}`, value);
    }
    await press(options, 'Save');
    await until('it is saved', () =>
      options.$eval('.save [role=status]', ({ textContent }) => textContent?.includes('Saved')),
    );
    const page = await world.firefox.open(explorerUrl());
    await pressPageButton(page);
    const job = await world.job('is done', ({ phase }) => phase === 'done');
    expect(job.file?.name).toMatch(/\/Downloads\/Reports\/Goals\.csv$/);
  });
});
