import { expect, test } from 'vitest';
import { isOpen } from '../../lib/jobs/job.ts';
import type { GraphFault } from '../emulator/index.ts';
import { createdAt, listWithNext, strangeLocations, strangeNextLinks } from './answers.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { companyView, problemText, type World } from './world.ts';

/* A service, or something between it and us, that answers with malice: the lines S and F4 of docs/security.md. */

let world: World;
signedInOnce((started) => {
  world = started;
});

const json = { 'Content-Type': 'application/json' };
const content = (body: string, headers: Record<string, string> = {}): GraphFault => ({
  status: 200,
  headers: { 'Content-Type': 'text/csv', ...headers },
  body,
});

/** No request, and so no token, went anywhere but to Graph, Entra and the page itself. */
function expectNobodyElseAsked(): void {
  const { requests, stray } = world.emulator;
  expect(stray).toEqual([]);
  expect(
    requests.filter(
      ({ host }) => !/^(graph|goals)\.microsoft\.com$|^login\.microsoftonline\.com$/.test(host),
    ),
  ).toEqual([]);
  const carriers = requests.filter(({ headers }) => headers.authorization).map(({ host }) => host);
  expect([...new Set(carriers)]).toEqual(['graph.microsoft.com']);
}

const paths = () =>
  world.emulator.requests.filter(({ host }) => host === 'graph.microsoft.com').map(({ path }) => path);

async function exportAndWait() {
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('has ended, or waits', (job) => !isOpen(job) || job.wait.problem !== undefined);
  return page;
}

// Every one of them: tests/unit/answers.test.ts.
test.each(strangeLocations.filter((_, at) => at % 3 === 2))(
  'S1, S12: Location %s: at most an id is taken from it',
  async (location) => {
    world.emulator.graph.failNext('create', createdAt(location));
    await exportAndWait();
    expectNobodyElseAsked();
    const base = '/beta/employeeExperience/goals/exportJobs';
    for (const path of paths())
      expect(path).toMatch(new RegExp(`^${base}(\\?\\$filter=[^/]*|/[^/?]+(/content)?)?$`));
  },
);

test('S2: content at another host is not fetched, with or without the token, before the user has agreed to its name', async () => {
  world.emulator.graph.contentFrom = 'files';
  const page = await exportAndWait();
  expect(await problemText(await world.chromium.popup(page))).toContain('another');
  expectNobodyElseAsked();
  expect(world.files()).toEqual([]);
});

test('S3: a status poll that leads elsewhere is not followed', async () => {
  world.emulator.graph.failNext('get', { redirect: 'https://evil.example/beta/x' });
  await exportAndWait();
  expectNobodyElseAsked();
});

test.each(strangeNextLinks.slice(1, 2))(
  'S4: a list whose next page is %s is not followed, and the export still comes',
  async (nextLink) => {
    const { graph } = world.emulator;
    graph.failNext('create', 'drop-after');
    graph.failNext('list', listWithNext(nextLink));
    const page = await world.openExplorer();
    await pressPageButton(page);
    await pageButton(page, /Saved/);
    expectNobodyElseAsked();
    expect(graph.jobs).toHaveLength(1);
  },
);

test('S5: a challenge names another authority, and has 100 kB of claims: nobody but Entra is asked', async () => {
  const claims = Buffer.from(JSON.stringify({ access_token: { x: { value: 'y'.repeat(60_000) } } })).toString(
    'base64',
  );
  const challenge = `Bearer realm="", authorization_uri="https://evil.example/authorize", error="insufficient_claims", claims="${claims}`;
  world.emulator.graph.failNext('get', {
    status: 401,
    headers: { ...json, 'WWW-Authenticate': challenge },
    body: {},
  });
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  expectNobodyElseAsked();
});

test('S6: markup and bidirectional characters in an error are shown as text', async () => {
  const hostile =
    '<img src="https://evil.example/x" onerror="alert(1)"><script>alert(2)</script>\u202egpj.exe';
  const body = {
    error: { code: hostile, message: hostile, innerError: { code: hostile, 'request-id': hostile } },
  };
  world.emulator.graph.failNext('create', { status: 400, headers: json, body });
  const page = await exportAndWait();
  const popup = await world.chromium.popup(page);
  await popup.$$eval('details', (all) => {
    for (const one of all) one.setAttribute('open', '');
  });
  expect(await problemText(popup)).toContain('<img src="https://evil.example/x"');
  expect(await popup.$$eval('img:not([src="/icon/32.png"]), script:not([src])', (all) => all.length)).toBe(0);
  expectNobodyElseAsked();
});

test('S9: a file name of the service’s is not taken', async () => {
  const disposition =
    'attachment; filename="..\\\\..\\\\con.exe"; filename*=UTF-8\'\'%2e%2e%2fevil%e2%80%ae.exe';
  world.emulator.graph.failNext(
    'content',
    content('Title\na', { 'Content-Disposition': disposition, 'Content-Type': 'application/x-msdownload' }),
  );
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  expect(world.files()).toEqual([`Q3 company OKRs ${new Date().toLocaleDateString('sv')}.csv`]);
});

test.each<[string, GraphFault]>([
  ['a page', 'html'],
  ['JSON', { status: 200, headers: json, body: '{"value":1}' }],
])('S10: %s instead of the CSV is not saved', async (_name, fault) => {
  world.emulator.graph.failNext('content', fault);
  await exportAndWait();
  expect(world.files()).toEqual([]);
});

test('F4: a formula in a cell comes as the service sent it, byte for byte, and nothing opens it', async () => {
  const csv = 'Title,Owner\n"=HYPERLINK(""https://evil.example"",""x"")",Alice\n';
  world.emulator.graph.failNext('content', content(csv));
  const page = await world.openExplorer({ ...companyView, explorerViewId: '48213' });
  await pressPageButton(page);
  await pageButton(page, /Saved/);
  const [name = ''] = world.files();
  expect(world.fileBytes(name).toString()).toBe(csv);
  expectNobodyElseAsked();
});
