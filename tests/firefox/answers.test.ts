import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { delays, endings, unauthorized } from '../e2e/answers.ts';
import { companyView, explorerUrl } from '../e2e/world.ts';
import {
  buttonSays,
  exportSigningIn,
  type FirefoxWorld,
  pressPageButton,
  startFirefoxWorld,
} from './world.ts';

/* What Microsoft Graph answers: told as in Chromium, and what passes is outlived. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await startFirefoxWorld();
  await buttonSays(await exportSigningIn(world), /Saved/);
});
afterAll(() => world?.close());
beforeEach(() => world.freshExports());

/** What the popup says of an export that stands still or has ended. */
async function problemAfterExport(view = companyView): Promise<string> {
  const page = await world.firefox.open(explorerUrl(view));
  await pressPageButton(page);
  await world.job('has a problem', ({ wait, problem }) => Boolean(wait?.problem ?? problem));
  const text = await (await world.firefox.window.popup(page)).text();
  await world.firefox.window.closePopup();
  return text;
}

async function expectTheFile(): Promise<void> {
  const { graph } = world.emulator;
  const job = await world.job('is done', ({ phase }) => phase === 'done', 60_000);
  const name = job.file?.name.split('/').at(-1);
  const saved = world.files().find((file) => file.name === name);
  expect(saved?.bytes.equals(graph.contentOf(graph.jobs.at(-1)?.key ?? ''))).toBe(true);
  expect(graph.jobs).toHaveLength(1);
}

/** Those that browsers see differently, and a documented error. */
const ending = ['400-invalid-id', 'html-retired', 'content-html'];

test.each(endings.filter(({ name }) => ending.includes(name)))(
  '$name ends the export, and is said',
  async ({ call, fault, times, says }) => {
    world.emulator.graph.failNext(call, fault, times);
    const text = await problemAfterExport();
    for (const part of [...says, companyView.goalsOrganizationId]) expect(text).toContain(part);
    expect(text).not.toContain('Continues by itself');
    expect(world.emulator.requests.filter(({ host }) => host.includes('contoso-files'))).toEqual([]);
  },
);

test('404 organization not found: names organization, view and account, and how to switch', async () => {
  const view = { ...companyView, goalsOrganizationId: '11111111-2222-4333-8444-555555555555' };
  const text = await problemAfterExport(view);
  for (const part of ['Organization not found', view.goalsOrganizationId, view.explorerViewId])
    expect(text).toContain(part);
  for (const part of ['alice@contoso.com', 'Switch account']) expect(text).toContain(part);
});

/** Throttling, and what browsers see differently: a connection that breaks. */
const passing = ['429-seconds', 'connection-cut', 'content-cut-off', 'content-cut-off-silently'];

test.each(delays.filter(({ name }) => passing.includes(name)))(
  '$name is waited for, and until when is said',
  async ({ call, fault, says }) => {
    // Three times: the popup takes a moment, and by then the first would have passed.
    world.emulator.graph.failNext(call, fault(), 3);
    const text = await problemAfterExport();
    expect(text).toContain(says);
    expect(text).toMatch(/Continues by itself at \d+:\d\d/);
    await expectTheFile();
    expect(world.emulator.graph.earlyRequests).toEqual([]);
    expect(world.emulator.graph.earlyPolls).toEqual([]);
  },
);

test('401 is mended silently, once', async () => {
  world.emulator.graph.failNext('get', unauthorized);
  const issued = world.emulator.entra.issued.length;
  await pressPageButton(await world.firefox.open(explorerUrl()));
  await expectTheFile();
  expect(await world.firefox.signInWindows()).toEqual([]);
  expect(world.emulator.entra.issued.length).toBeGreaterThan(issued);
});

test('409: the running job is followed to its file, and the user is told', async () => {
  const { graph, users } = world.emulator;
  // Longer than a popup takes to open on a slow machine.
  graph.timing = { notStartedMs: 1000, runningMs: 12_000 };
  graph.addJob({ oid: users.alice.oid, ...companyView });
  const page = await world.firefox.open(explorerUrl());
  await pressPageButton(page);
  await world.job('joined', ({ joined }) => Boolean(joined));
  const popup = await world.firefox.window.popup(page);
  await until('the popup tells', async () =>
    (await popup.text()).includes('was in progress already. Its file'),
  );
  await world.firefox.window.closePopup();
  await expectTheFile();
});
