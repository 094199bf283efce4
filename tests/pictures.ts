import { readFileSync, writeFileSync } from 'node:fs';
import type { Page } from 'puppeteer-core';
import type { Job } from '../lib/jobs/job.ts';
import { setTheme } from './e2e/axe.ts';
import { pageButton, pressPageButton } from './e2e/page-button.ts';
import type { PageState } from './e2e/page-states.ts';
import { reportStates } from './e2e/report-states.ts';
import { showState } from './e2e/show-state.ts';
import { explorerUrl, exportSignedIn, type World } from './e2e/world.ts';
import { spreadsheetHtml, spreadsheetWidth } from './spreadsheet-picture.ts';
import { jobIn, view } from './unit/samples.ts';

/* The pictures of the README and of the stores: screens of the production build, with a caption around them. */

interface Shot {
  /** PNG, base64 */
  png: string;
  /** CSS pixels, within the picture */
  width: number;
  style?: string;
}

const store = { width: 1280, height: 800 };
const pageWidth = 1080;

export async function takePictures(world: World): Promise<void> {
  const explorer = await shootExplorer(world);
  await sheet(world, 'docs/images/export-view.png', { width: 1000, height: 600 }, result(explorer, 1000));
  await picture(world, '1-explorer', 'One click, and the view is a table', result(explorer, 1280));

  await world.fresh();
  const popups: string[] = [];
  for (const state of popupStates) popups.push(await shoot(world, state, 400));
  await picture(
    world,
    '3-popup',
    'It waits for the service, you need not',
    popups.map((png, at) => ({ png, width: 380, style: `left:${50 + at * 400}px;top:190px` })),
  );
  await keep('docs/images/popup.png', popups[1] as string);
  for (const [name, caption, state, height] of pages) {
    const png = await shoot(world, state, pageWidth);
    await picture(world, name, caption, [{ png, width: 1040, style: 'left:120px;top:150px' }]);
    if (height)
      await sheet(world, `docs/images/${name.slice(2)}.png`, { width: pageWidth, height }, [
        { png, width: pageWidth, style: 'left:0;top:0' },
      ]);
  }
  await promo(world);
}

const keep = async (path: string, png: string) => writeFileSync(path, Buffer.from(png, 'base64'));

/** The page with the button, and before it the file that comes of a click. */
const result = ({ page, file }: { page: string; file: string }, width: number): Shot[] =>
  width === 1000
    ? [
        { png: page, width: 700, style: 'left:0;top:0' },
        { png: file, width: 640, style: 'right:24px;bottom:24px' },
      ]
    : [
        { png: page, width: 840, style: 'left:60px;top:140px' },
        { png: file, width: 760, style: 'right:60px;bottom:40px' },
      ];

async function shootExplorer(world: World): Promise<{ page: string; file: string }> {
  await world.fresh();
  await exportSignedIn(world);
  await world.freshExports();
  await world.clearDownloads();
  const page = await world.openExplorer();
  await page.setViewport({ width: 1000, height: 580, deviceScaleFactor: 2 });
  await pageButton(page, /^Export view$/);
  const box = await (await page.$('export-view'))?.boundingBox();
  if (box) await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const shot = await page.screenshot({ encoding: 'base64' });
  await pressPageButton(page);
  await pageButton(page, /Saved/, 20_000);
  const [name = ''] = world.files();
  const sheetPage = await world.chromium.browser.newPage();
  await sheetPage.setContent(spreadsheetHtml(world.fileBytes(name).toString(), name));
  const file = await full(sheetPage, spreadsheetWidth);
  await sheetPage.close();
  return { page: shot, file };
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
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  await page.setViewport({ width, height, deviceScaleFactor: 2 });
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
    <div style="font-size:18px;font-weight:400">Viva Goals → file and report, in one click</div>`);
  await page.screenshot({ path: 'docs/store/promo-440x280.png' });
  await page.close();
}

const minute = 60_000;
const now = Date.now();
const ago = (minutes: number) => ({
  requestedAt: now - minutes * minute,
  updatedAt: now - (minutes - 2) * minute,
});
const dayAgo = (minutes: number) => new Date(now - minutes * minute).toISOString().slice(0, 10);
let number = 0;
const exported = (title: string, minutes: number, kB: number): Job => ({
  ...jobIn('done', {
    ...ago(minutes),
    exportJobId: `j!${++number}`,
    expiresAt: now - (minutes - 1440) * minute,
    file: { name: `/Downloads/OKR/${title} ${dayAgo(minutes)}.csv`, bytes: kB * 1000, downloadId: number },
  }),
  id: `done-${number}`,
  title,
  view: { ...view, explorerViewId: `2c8b5fd3-67c3-4677-8eb3-e0066c4d2f${String(10 + number)}` },
});
const running = jobIn('following', {
  ...ago(3),
  title: 'Q3 company OKRs',
  status: 'running',
  wait: { for: 'poll', until: now + 60 * minute },
});
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
  popup('ready', earlier),
  popup('running', [running, earlier[1] as Job]),
  popup('done', [{ ...exported('Q3 company OKRs', 4, 1300), view }, ...earlier]),
];

const compared = reportStates.find(({ state }) => state === 'compared') as PageState;

/** A height: also for the README, cut off there (CSS pixels). */
const pages: [name: string, caption: string, state: PageState, height?: number][] = [
  ['2-report', 'How the goals stand, and what changed', compared, 700],
  [
    '4-history',
    'Every export, and its file again',
    { page: 'export-history', state: 'store', jobs: [running, ...earlier] },
    600,
  ],
  ['5-welcome', 'Set up in three steps', { page: 'welcome', state: 'store', stored: {} }, 620],
];
