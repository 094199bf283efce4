import { readFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Job } from '../lib/jobs/job.ts';
import { setTheme } from './e2e/axe.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import type { PageState } from './e2e/page-states.ts';
import { showState } from './e2e/show-state.ts';
import { explorerUrl, exportSignedIn, type World } from './e2e/world.ts';
import { account, jobIn, settings, view } from './unit/samples.ts';

/* The pictures of the README and of the stores: screens of the production build, with a caption around them. */

interface Shot {
  /** PNG, base64 */
  png: string;
  /** CSS pixels, within the picture */
  width: number;
  style?: string;
}

const store = { width: 1280, height: 800 };

export async function takePictures(world: World): Promise<void> {
  const explorer = await shootExplorer(world);
  await sheet(
    world,
    'docs/images/export-view.png',
    { width: 1000, height: 580 },
    explorerParts(explorer, 1000),
  );
  await picture(world, '1-explorer', 'One click on the Explorer page', explorerParts(explorer, 1120));

  await world.fresh();
  const popups: string[] = [];
  for (const state of popupStates) popups.push(await shoot(world, state, 400, 'dark'));
  await picture(
    world,
    '2-popup',
    'It waits for the service, you need not',
    popups.map((png, at) => ({ png, width: 360, style: `left:${70 + at * 390}px;top:180px` })),
  );
  for (const [name, caption, state, height] of pages) {
    const png = await shoot(world, state, 920);
    await picture(world, name, caption, [{ png, width: 1040, style: 'left:120px;top:150px' }]);
    if (height)
      await sheet(world, `docs/images/${name.slice(2)}.png`, { width: 920, height }, [
        { png, width: 920, style: 'left:0;top:0' },
      ]);
  }
  await promo(world);
}

const inFrame = 'left:80px;top:150px';

const explorerParts = ({ page, popup }: { page: string; popup: string }, width: number): Shot[] => [
  { png: page, width, style: width === 1000 ? 'left:0;top:0' : inFrame },
  { png: popup, width: 340, style: width === 1000 ? 'right:24px;bottom:24px' : 'right:104px;bottom:40px' },
];

async function shootExplorer(world: World): Promise<{ page: string; popup: string }> {
  const { chromium, emulator, ...the } = world;
  await the.fresh();
  await exportSignedIn(world);
  await the.freshExports();
  emulator.graph.timing = { notStartedMs: 1000, runningMs: 60_000 };
  const page = await the.openExplorer();
  await page.setViewport({ width: 1000, height: 580, deviceScaleFactor: 2 });
  await pressPageButton(page);
  await pageButton(page, /Preparing/, 20_000);
  const shot = await page.screenshot({ encoding: 'base64' });
  const [tab] = await chromium.evaluate(() => chrome.tabs.query({ url: 'https://goals.microsoft.com/*' }));
  const popup = await chromium.openOwn(`popup.html?tab=${tab?.id}`);
  await popup.waitForSelector('.job');
  return { page: shot, popup: await full(popup, 400) };
}

async function shoot(world: World, state: PageState, width: number, theme = 'light'): Promise<string> {
  const page = await showState(world, state);
  await setTheme(page, theme);
  const png = await full(page, width);
  await page.close();
  return png;
}

async function full(page: Page, width: number): Promise<string> {
  await page.setViewport({ width, height: 10, deviceScaleFactor: 2 });
  return page.screenshot({ encoding: 'base64', fullPage: true });
}

const picture = (world: World, name: string, caption: string, shots: Shot[]) =>
  sheet(world, `docs/store/${name}.png`, store, shots, caption);

/** One picture: the shots where their styles say, a caption above them. */
async function sheet(
  { chromium }: World,
  path: string,
  size: { width: number; height: number },
  shots: Shot[],
  caption = '',
): Promise<void> {
  const images = shots
    .map(
      ({ png, width, style }) =>
        `<img style="position:absolute;width:${width}px;border-radius:8px;box-shadow:0 8px 32px #0006;${style}" src="data:image/png;base64,${png}">`,
    )
    .join('');
  const around = caption
    ? 'background:linear-gradient(160deg,#0f6cbd,#0a2e4a);font:600 44px/1 system-ui;color:#fff;text-align:center'
    : '';
  const page = await chromium.browser.newPage();
  await page.setViewport({ ...size, deviceScaleFactor: caption ? 1 : 2 });
  await page.setContent(`<!doctype html><body style="margin:0;height:${size.height}px;overflow:hidden;position:relative;${around}">
    <div style="padding-top:52px">${caption}</div>${images}`);
  await page.screenshot({ path: path as `${string}.png`, omitBackground: !caption });
  await page.close();
  console.log(path);
}

async function promo(world: World): Promise<void> {
  const icon = readFileSync('public/icon/128.png', 'base64');
  const page = await world.chromium.browser.newPage();
  await page.setViewport({ width: 440, height: 280 });
  await page.setContent(`<!doctype html><body style="margin:0;height:280px;display:flex;flex-direction:column;align-items:center;
    justify-content:center;gap:14px;background:linear-gradient(160deg,#0f6cbd,#0a2e4a);font:600 30px/1.1 system-ui;color:#fff">
    <img width="96" style="border-radius:20px;box-shadow:0 0 0 2px #fff8" src="data:image/png;base64,${icon}">Export view
    <div style="font-size:18px;font-weight:400">Viva Goals → CSV, in one click</div>`);
  await page.screenshot({ path: 'docs/store/promo-440x280.png' });
  await page.close();
}

const minute = 60_000;
const now = Date.now();
const ago = (minutes: number) => ({
  requestedAt: now - minutes * minute,
  updatedAt: now - (minutes - 2) * minute,
});
let number = 0;
const exported = (title: string, minutes: number, kB: number): Job => ({
  ...jobIn('done', {
    ...ago(minutes),
    exportJobId: `j!${++number}`,
    expiresAt: now - (minutes - 1440) * minute,
    file: { name: `/Downloads/OKR/${title} 2026-11-24.csv`, bytes: kB * 1000, downloadId: number },
  }),
  id: `done-${number}`,
  title,
  view: { ...view, explorerViewId: `2c8b5fd3-67c3-4677-8eb3-e0066c4d2f${String(10 + number)}` },
});
const problem = (code: string, more: object = {}) => ({
  code,
  at: now - minute,
  value: 'alice@contoso.com',
  details: { status: 429, requestId: 'a0c1f2f0-0000-4000-8000-000000000001' },
  ...more,
});
const running = jobIn('following', {
  ...ago(3),
  title: 'Q3 company OKRs',
  status: 'running',
  dueAt: now + minute,
});
const throttled = {
  ...running,
  hold: problem('throttled', { retryAt: now + 12 * minute }),
  notBefore: now + 12 * minute,
} as Job;
const earlier = [
  exported('Marketing: key results', 50, 482),
  exported('Board report', 190, 1240),
  exported('Sales EMEA', 260, 96),
  exported('People and culture', 1300, 210),
];

const popup = (state: string, jobs: Job[]): PageState => ({
  page: 'popup',
  state,
  jobs,
  tab: explorerUrl(view),
});
const popupStates = [
  popup('throttled', [throttled]),
  popup('running', [running, earlier[1] as Job]),
  popup('done', [{ ...exported('Q3 company OKRs', 4, 1300), view }]),
];

/** A height: also for the README, cut off there (CSS pixels). */
const pages: [name: string, caption: string, state: PageState, height?: number][] = [
  [
    '3-history',
    'Every export, and its file again',
    { page: 'export-history', state: 'store', jobs: [running, ...earlier] },
    720,
  ],
  ['4-welcome', 'Set up in three steps', { page: 'welcome', state: 'store', stored: {} }],
  [
    '5-options',
    'Options that explain themselves',
    { page: 'options', state: 'store', stored: { settings: { ...settings, folder: 'OKR' }, account } },
  ],
];
