import { strToU8, zipSync } from 'fflate';
import type { Page } from 'puppeteer-core';
import { until } from '../browser/until.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { folderOf } from './report-page.ts';

/* Files that somebody made to do harm, or that grew beyond all measure; the same in every browser. */

const megabytes = 2 ** 20;
const header = [
  'Id',
  'Title',
  'Owner',
  'Aligned To (weight, Objective ID)',
  'Status',
  'Progress %',
  'Checkins',
];
const below = (id: number) => `Some title(weight: 50%, Id: ${id})`;
const checkIn = (note: string) =>
  `Checkin Date: 2025-03-10; User: Åsa; Note: ${note}; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;`;
export const markup = '<img src=x onerror="document.title=\'owned\'"><script>document.title="owned"</script>';

const strange = csvOf([
  [...header.slice(0, 6), '__proto__', 'constructor', 'Checkins'],
  ['1', markup, 'Zoë', '', 'On Track', '10', 'polluted', 'x', checkIn(markup)],
  [
    '2',
    '=HYPERLINK("https://evil.example","x")',
    'Zoë',
    below(1),
    'At Risk',
    '20',
    '{"a":1}',
    'x',
    checkIn('=1+1'),
  ],
  ['3', 'right\u202eto left\u202c', '\u202eZoë', below(1), 'Behind', '30', '', '', ''],
  ['4', '__proto__', '__proto__', below(4), '__proto__', '40', '', '', ''],
  ['5', 'in a circle', 'Zoë', below(6), 'On Track', '50', '', '', ''],
  ['6', 'in the same circle', 'Zoë', below(5), 'On Track', '60', '', '', ''],
  ['7', 'whose parent is elsewhere', 'Zoë', below(99), 'On Track', '1e999', '', '', ''],
]);

const wide = csvOf([
  ['Id', 'Title', 'Status', ...Array.from({ length: 1000 }, (_, at) => `Odd ${at}`)],
  ...Array.from({ length: 1000 }, (_, row) => [
    String(row + 1),
    `Wide ${row}`,
    'On Track',
    ...Array.from({ length: 1000 }, (_, at) => `r${row}c${at}`),
  ]),
]);

/** 100 MB: a fiftieth of it are rows, the rest is what somebody wrote into them. */
function large(): Uint8Array {
  const note = checkIn('so; '.repeat(1200));
  const rows = Array.from({ length: 20_400 }, (_, at) => [
    String(at + 1),
    `Large ${at}`,
    'Zoë',
    '',
    'On Track',
    '5',
    note,
  ]);
  return strToU8(csvOf([header, ...rows]));
}

const cells = csvOf([
  header,
  ['1', 'x'.repeat(3 * megabytes), 'Zoë', '', 'On Track', '5', checkIn('y'.repeat(3 * megabytes))],
  ['2', 'beside it', 'Zoë', '', 'At Risk', '5', ''],
]);

/** 3 GB of nothing in a few MB, zips within zips, and one file that can be read. */
function bombs(): Uint8Array {
  const nothing = zipSync({ 'zeros.csv': [new Uint8Array(200 * megabytes), { level: 1 }] });
  const many = Object.fromEntries(Array.from({ length: 15 }, (_, at) => [`${at}.zip`, nothing]));
  return zipSync(
    { ...many, 'view.csv': strToU8(csvOf([header, ['1', 'Read', '', '', 'On Track', '5', '']])) },
    { level: 0 },
  );
}

const made = {
  'strange.csv': () => strToU8(strange),
  'wide.csv': () => strToU8(wide),
  'large.csv': large,
  'cells.csv': () => strToU8(cells),
  'bombs.zip': bombs,
  'quotes.csv': () => strToU8(`${header}\n${'1,"open,a,,On Track,5,\n'.repeat(50_000)}`),
};

/** On the disk, so that they can be chosen. */
export const hostileFiles = (...names: (keyof typeof made)[]) =>
  folderOf(Object.fromEntries(names.map((name) => [name, made[name]()])));

/** What is told of single values, opened for reading. */
export const doubts = (page: Page): Promise<string> =>
  until('what is doubtful', () =>
    page.$eval('.doubts', (element) => {
      (element as HTMLDetailsElement).open = true;
      return (element as HTMLElement).innerText;
    }),
  );

/** How long the page's own thread was away at most (ms), from now on. */
export async function watched(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    const seen = { last: performance.now(), longest: 0 };
    Object.assign(window, { seen });
    setInterval(() => {
      const now = performance.now();
      seen.longest = Math.max(seen.longest, now - seen.last);
      seen.last = now;
    }, 10);
  });
  return () => page.evaluate(() => (window as unknown as { seen: { longest: number } }).seen.longest);
}
