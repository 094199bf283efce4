import type { Page } from 'puppeteer-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { type ShownWorld, startShownWorld } from './shown-world.ts';
import { companyView, press } from './world.ts';

let world: ShownWorld;
beforeAll(async () => {
  world = await startShownWorld();
});
afterAll(() => world?.close());
beforeEach(() => world.freshExports());

/** Where a point of the page is on the screen. */
const onScreen = (page: Page, x: number, y: number) =>
  page.evaluate((left, top) => [screenX + left, screenY + outerHeight - innerHeight + top].map(String), x, y);

const rightClick = async (page: Page) => {
  await page.bringToFront();
  const [x = '', y = ''] = await onScreen(page, 500, 450);
  await world.display.xdotool('mousemove', x, y, 'click', '3');
};

/** Opens the context menu and chooses by the first letter, as a hand would; false when nothing came of it. */
async function chooseFromMenu(page: Page, letter: string): Promise<void> {
  await rightClick(page);
  await new Promise((resolve) => setTimeout(resolve, 600));
  await world.display.xdotool('key', letter);
  await new Promise((resolve) => setTimeout(resolve, 300));
  await world.display.xdotool('key', 'Escape');
}

test('Alt+Shift+E on an Explorer page exports', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await page.bringToFront();
  await world.display.xdotool('key', '--clearmodifiers', 'alt+shift+e');
  await pageButton(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});

test('"Export view" in the context menu of an Explorer page exports', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await chooseFromMenu(page, 'e');
  await pageButton(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});

test('the context menu offers it on Explorer pages alone', async () => {
  const page = await world.chromium.open(
    `https://goals.microsoft.com/org_uuid/${companyView.goalsOrganizationId}/dashboards`,
  );
  await chooseFromMenu(page, 'e');
  await page.evaluate((url) => history.pushState({}, '', url), (await world.openExplorer()).url());
  await page.bringToFront();
  await chooseFromMenu(page, 'e');
  await until(
    'the export begins, after the menu of the Explorer page alone',
    async () => (await world.jobs()).length === 1,
  );
});

test('the keyboard command elsewhere exports nothing and says where to go', async () => {
  const page = await world.chromium.open(
    `https://goals.microsoft.com/org_uuid/${companyView.goalsOrganizationId}/dashboards`,
  );
  await page.bringToFront();
  await world.display.xdotool('key', '--clearmodifiers', 'alt+shift+e');
  const popup = await world.chromium.shownPopup();
  await until('it says so', async () =>
    (await popup.evaluate(() => document.body.innerText)).includes('Open a saved view'),
  );
  expect(await world.jobs()).toEqual([]);
});

/** The icon stands left of the menu of the extensions; the browser's own download button may stand between them. */
async function clickIcon(page: Page): Promise<Page> {
  // Soon, or on a busy machine later: a popup that opens slowly is closed by the next click.
  for (const patience of [2000, 15_000])
    for (const fromRight of [148, 184, 220]) {
      const [x = '', y = ''] = await page.evaluate(
        (offset) => [screenX + outerWidth - offset, screenY + 63].map(String),
        fromRight,
      );
      await world.display.xdotool('mousemove', x, y, 'click', '1');
      const popup = await world.chromium.shownPopup(patience).catch(() => undefined);
      if (popup) return popup;
    }
  throw new Error('no icon in the toolbar');
}

test('a click on the icon in the toolbar opens the popup, whose button exports', async () => {
  const page = await world.openExplorer();
  await pageButton(page);
  await page.bringToFront();
  const popup = await clickIcon(page);
  await press(popup, 'Export view');
  await pageButton(page, /Saved/);
  expect(await world.jobs()).toHaveLength(1);
});

describe('the browser asks where to save', () => {
  const askWhere = (ask: boolean) =>
    world.chromium.evaluate(async (value: boolean) => {
      const { settings } = await chrome.storage.local.get('settings');
      await chrome.storage.local.set({ settings: { ...(settings as object), askWhere: value } });
    }, ask);
  beforeEach(async () => {
    await world.clearDownloads();
    await askWhere(true);
  });
  afterEach(() => askWhere(false));

  /** Its buttons stand in the corner at the bottom: "Cancel", then "Save". */
  async function clickSave(): Promise<void> {
    const dialog = await world.display.xdotool('search', '--onlyvisible', '--name', '^Save');
    const [id = ''] = dialog.trim().split(/\s+/);
    const geometry = await world.display.xdotool('getwindowgeometry', '--shell', id);
    const [width = 0, height = 0] = ['WIDTH', 'HEIGHT'].map((name) =>
      Number(new RegExp(`${name}=(\\d+)`).exec(geometry)?.[1]),
    );
    await world.display.xdotool(
      'mousemove',
      '--window',
      id,
      String(width - 50),
      String(height - 25),
      'click',
      '1',
    );
  }

  /** Exports until the browser's own dialog stands open. */
  async function untilAsked(): Promise<Page> {
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('waits for the dialog', ({ file }) => file?.downloadId !== undefined);
    await until('the dialog', async () => (await world.display.xdotool('search', '--name', '^Save')).trim());
    return page;
  }

  test('the worker may die while the dialog stands open; what is saved then is saved once', async () => {
    const page = await untilAsked();
    await world.chromium.killWorker();
    await page.reload();
    await pageButton(page, /Saving/);
    await until('the file is saved', async () => {
      // Until the dialog takes it; then it is gone.
      await clickSave().catch(() => undefined);
      return world.files().length > 0;
    });
    await pageButton(page, /Saved/);
    expect(world.files()).toHaveLength(1);
    expect(await world.chromium.evaluate(async () => (await chrome.downloads.search({})).length)).toBe(1);
  });

  test('Esc is no file, and that is said', async () => {
    const page = await untilAsked();
    await until('Esc is taken', async () => {
      // Until the dialog takes it; then it is gone, and there is nobody to give the focus to.
      await world.display
        .xdotool('search', '--name', '^Save', 'windowfocus', 'key', 'Escape')
        .catch(() => undefined);
      return (await world.jobs()).some(({ phase }) => phase === 'failed');
    });
    await pageButton(page, /cancelled/);
    expect(world.files()).toEqual([]);
  });
});
