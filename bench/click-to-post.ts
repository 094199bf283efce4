import type { Page } from 'puppeteer-core';
import { until } from '../tests/browser/until.ts';
import { pageButton, pageButtons } from '../tests/e2e/page-button.ts';
import { exportSignedIn } from '../tests/e2e/world.ts';
import type { Bench } from './context.ts';
import type { Row } from './row.ts';
import { type Summary, show, spreadOf, summarize } from './stats.ts';

/** From the user's click to the POST at the service, and from a bare `fetch` in a page of an extension to the same. */
export async function rows(bench: Bench): Promise<Row[]> {
  await bench.world.fresh();
  await exportSignedIn(bench.world);
  const [alive, dead, bare]: number[][] = [[], [], []];
  for (let run = -1; run < bench.runs; run++) {
    const times = [await clickToPost(bench, true), await clickToPost(bench, false), await bareFetch(bench)];
    if (run < 0) continue;
    for (const [at, values] of [alive, dead, bare].entries()) values?.push(times[at] as number);
  }
  const least = summarize(bare as number[]);
  return [
    row('worker alive', summarize(alive as number[]), least, 25),
    row('worker dead', summarize(dead as number[]), least, 150),
  ];
}

function row(how: string, ours: Summary, bare: Summary, goal: number): Row {
  const extra = ours.median - bare.median;
  return {
    what: `click on the page → POST on the wire, token cached, ${how}`,
    against: 'a bare `fetch` from a page of an extension',
    figure: `+${show(extra, 'ms')} (${show(ours.median, 'ms')} / ${show(bare.median, 'ms')})`,
    spread: `${spreadOf(ours, 'ms')}; ${spreadOf(bare, 'ms')}`,
    goal: `≤ +${goal} ms`,
    met: extra <= goal,
  };
}

async function clickToPost({ world }: Bench, alive: boolean): Promise<number> {
  await world.freshExports();
  const page = await world.openExplorer();
  const { box } = await until('the button', async () => (await pageButtons(page))[0]);
  await page.evaluate(() =>
    addEventListener(
      'click',
      ({ timeStamp }) => {
        document.documentElement.dataset.clickedAt = String(performance.timeOrigin + timeStamp);
      },
      true,
    ),
  );
  if (alive)
    await world.chromium.evaluate(() =>
      chrome.runtime.sendMessage({ name: 'nothing', input: {} }).catch(() => undefined),
    );
  else await world.chromium.killWorker();
  await page.bringToFront();
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  const post = await until('the POST', async () => world.emulator.requests.find(isPost));
  const clicked = Number(await page.evaluate(() => document.documentElement.dataset.clickedAt));
  await pageButton(page, /Saved/, 20_000);
  return post.at - clicked;
}

const isPost = ({ host, method }: { host: string; method: string }) =>
  host === 'graph.microsoft.com' && method === 'POST';

async function bareFetch({ world, empty }: Bench): Promise<number> {
  const { requests } = world.emulator;
  requests.length = 0;
  const page: Page = await world.chromium.open(`chrome-extension://${empty.id}/popup.html`);
  const asked = await page.evaluate(() => {
    const at = performance.timeOrigin + performance.now();
    fetch('https://graph.microsoft.com/beta/employeeExperience/goals/exportJobs', {
      method: 'POST',
      headers: { Authorization: 'Bearer none', 'Content-Type': 'application/json' },
      body: '{}',
    }).catch(() => undefined);
    return at;
  });
  const post = await until('the POST', async () => requests.find(isPost));
  await page.close();
  return post.at - asked;
}
