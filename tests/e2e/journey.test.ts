import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { companyView, exportSignedIn, press, shoot, signInAs, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

/** The file that was saved is the one that the service sent, and the only one. */
function expectTheFile(): void {
  const { graph } = world.emulator;
  const name = `Q3 company OKRs ${new Date().toLocaleDateString('sv')}.csv`;
  expect(world.files()).toEqual([name]);
  expect(graph.jobs).toHaveLength(1);
  expect(world.fileBytes(name).equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
}

const posts = () =>
  world.emulator.requests.filter(({ host, method }) => host === 'graph.microsoft.com' && method === 'POST');

describe('the first export', () => {
  beforeEach(() => world.fresh());

  test('D4: from the page: button, sign-in window, progress, file; nobody but Microsoft is asked', async () => {
    const { graph, users } = world.emulator;
    graph.timing = { notStartedMs: 2500, runningMs: 2500 };
    const page = await world.openExplorer();
    await shoot(page, 'page-button');
    await pressPageButton(page);
    const window = await world.chromium.signInWindow();
    expect(world.emulator.graph.jobs).toEqual([]);
    await signInAs(window, users.alice);
    await pageButton(page, /In the queue/);
    await shoot(page, 'page-button-waiting');
    await pageButton(page, /Preparing/);
    await pageButton(page, /Saved/);
    await shoot(page, 'page-button-done');
    expectTheFile();
    expect(graph.earlyPolls).toEqual([]);
    expect(world.emulator.stray).toEqual([]);
  });

  test('from the popup, which may be closed meanwhile', async () => {
    const { graph, users } = world.emulator;
    graph.timing = { notStartedMs: 1500, runningMs: 1500 };
    const page = await world.openExplorer();
    const popup = await world.chromium.popup(page);
    const text = await popup.$eval('main', (main) => main.textContent);
    expect(await popup.evaluate(() => document.body.offsetWidth)).toBeGreaterThan(380);
    expect(text).toContain('Q3 company OKRs');
    expect(text).toContain(companyView.goalsOrganizationId);
    expect(text).toContain(companyView.explorerViewId);
    await shoot(popup, 'popup-first');
    await press(popup, 'Export view');
    await signInAs(await world.chromium.signInWindow(), users.alice);
    const again = await world.chromium.popup(page);
    await until('the popup shows the progress', () =>
      again.$eval('.state', (status) => /In the queue|[Pp]reparing/.test(status.textContent)),
    );
    await until('it says who is signed in', () =>
      again.$('::-p-aria([name="Account: alice@contoso.com"][role="button"])'),
    );
    await shoot(again, 'popup-running');
    await again.close();
    await page.close();
    await world.job('is done', ({ phase }) => phase === 'done');
    expectTheFile();
  });

  test('where the browser is signed in to Microsoft already, nothing is asked', async () => {
    await exportSignedIn(world);
    // The extension forgets everything; the browser's own session at Microsoft stays.
    await world.chromium.evaluate(async () => {
      await chrome.storage.session.clear();
      await chrome.storage.local.remove('account');
      await chrome.offscreen.closeDocument().catch(() => undefined);
    });
    await world.freshExports();
    const page = await world.openExplorer();
    await pressPageButton(page);
    await pageButton(page, /Saved/);
    expect(await world.chromium.signInWindows()).toEqual([]);
  });
});

describe('once signed in', () => {
  beforeAll(async () => {
    await world.fresh();
    await exportSignedIn(world);
  });
  beforeEach(() => world.freshExports());

  test('two clicks, two tabs and the popup on the same view make one job', async () => {
    const first = await world.openExplorer();
    const second = await world.openExplorer();
    await pressPageButton(first);
    await pressPageButton(first);
    await pressPageButton(second);
    const popup = await world.chromium.popup(second);
    await until('the popup offers no second one', async () => !(await popup.$('.export')));
    await pageButton(second, /Saved/);
    await pageButton(first, /Saved/);
    expect(posts()).toHaveLength(1);
    expect(await world.jobs()).toHaveLength(1);
  });

  test('the worker may be killed in mid-job', async () => {
    world.emulator.graph.timing = { notStartedMs: 1000, runningMs: 2000 };
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('is followed', ({ phase }) => phase === 'following');
    await world.chromium.killWorker();
    // Killed in the middle of a step it is woken by the watchdog, within a minute.
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
  });

  test('on any other page the popup says where to go, and still shows running exports', async () => {
    world.emulator.graph.timing = { notStartedMs: 500, runningMs: 4000 };
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('is followed', ({ phase }) => phase === 'following');
    await page.goto(`https://goals.microsoft.com/org_uuid/${companyView.goalsOrganizationId}/dashboards`);
    const popup = await world.chromium.popup(page);
    const text = await popup.evaluate(() => document.body.innerText);
    expect(text).toContain('Open a saved view in the Viva Goals Explorer');
    expect(text).toContain('Q3 company OKRs');
    expect(text).toMatch(/In the queue|[Pp]reparing/);
    await shoot(popup, 'popup-elsewhere');
    await world.job('is done', ({ phase }) => phase === 'done');
  });

  test('Enter in the popup exports', async () => {
    const page = await world.openExplorer();
    const popup = await world.chromium.popup(page);
    await until('the button has the focus', () =>
      popup.evaluate(() => document.activeElement?.textContent === 'Export view'),
    );
    await popup.keyboard.press('Enter');
    await pageButton(page, /Saved/);
    expect(posts()).toHaveLength(1);
  });

  test('a large file with every kind of character comes byte for byte', async () => {
    world.emulator.graph.contentBytes = 20_000_000;
    const page = await world.openExplorer({
      ...companyView,
      explorerViewId: '2b9d61aa-0c1e-4b7f-8a5c-6f1e0d9c7b33',
    });
    await pressPageButton(page);
    const job = await world.job('is done', ({ phase }) => phase === 'done');
    const [service] = world.emulator.graph.jobs;
    const name = world.files().find((file) => file.startsWith('Wachstum')) ?? '';
    expect(job.file?.name.endsWith(name)).toBe(true);
    expect(world.fileBytes(name).equals(world.emulator.graph.contentOf(service?.key ?? ''))).toBe(true);
  });

  test('stopping to follow is told at once, and nothing is downloaded', async () => {
    world.emulator.graph.timing = { notStartedMs: 500, runningMs: 60_000 };
    const before = world.files();
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('is followed', ({ phase }) => phase === 'following');
    await press(await world.chromium.popup(page), 'Cancel');
    await world.job('is cancelled', ({ phase }) => phase === 'cancelled');
    world.emulator.graph.advance(120_000);
    expect(world.files()).toEqual(before);
  });
});
