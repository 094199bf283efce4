import { describe, expect, test } from 'vitest';
import { isOpen } from '../../lib/jobs/job.ts';
import { until } from '../browser/until.ts';
import { delays, endings, unauthorized } from './answers.ts';
import { announced, pageButton, pageButtons, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { companyView, press, problemText, shoot, type World } from './world.ts';

/*
 * What Microsoft Graph answers, in a real browser: some of each kind, and all that browsers have a part in. Every answer, against the
 * same service: tests/unit/answers.test.ts.
 */

const ending = ['400-invalid-id', '403-forbidden', 'segment-gone-content', 'html-retired', 'content-html'];
const passing = [
  '429-list',
  'proxy-redirect',
  '504',
  'connection-cut',
  'content-cut-off',
  'content-cut-off-silently',
  'content-redirected-in-between',
];

let world: World;
signedInOnce((started) => {
  world = started;
});

const graphRequests = (method?: string) =>
  world.emulator.requests.filter(
    (request) => request.host === 'graph.microsoft.com' && (!method || request.method === method),
  );
const lastJob = () => world.emulator.graph.jobs.at(-1)?.key ?? '';

/** The latest file is what the service sent for its latest job. */
async function expectTheFile(): Promise<void> {
  const job = await world.job('is done', ({ phase }) => phase === 'done');
  const name = job.file?.name.split('/').at(-1) ?? '';
  expect(world.fileBytes(name).equals(world.emulator.graph.contentOf(lastJob()))).toBe(true);
}

async function exportAndLook(name: string, view?: typeof companyView) {
  const page = await world.openExplorer(view);
  await pressPageButton(page);
  await world.job('has a problem', ({ wait, problem }) => Boolean(wait?.problem ?? problem));
  const popup = await world.chromium.popup(page);
  const text = await problemText(popup);
  await shoot(popup, `answer-${name}`);
  await shoot(page, `page-${name}`);
  return { page, popup, text };
}

describe('what ends an export is said with its subject and what to do', () => {
  test.each(endings.filter(({ name }) => ending.includes(name)))(
    '$name',
    async ({ name, call, fault, times, says }) => {
      world.emulator.graph.failNext(call, fault, times);
      const { page, popup, text } = await exportAndLook(name);
      for (const part of says) expect(text).toContain(part);
      expect(text).toContain(companyView.goalsOrganizationId);
      expect(text).toContain('alice@contoso.com');
      expect(text).not.toContain('Continues by itself');
      const title = await popup.$eval('.problem h3', (heading) => heading.textContent ?? '');
      await pageButton(page, new RegExp(title));
      expect(await announced(page)).toContain(title);

      await popup.click('summary');
      const details = await popup.$eval('details', (element) => element.textContent ?? '');
      expect(details).toMatch(/Client request ID[0-9a-f-]{36}/);
      expect(details).toContain('Time');
      await shoot(popup, `answer-${name}-details`);
      expect(
        await world.chromium.evaluate(async () => JSON.stringify(await chrome.storage.local.get(null))),
      ).not.toMatch(/eyJ[\w-]{20}/);
      expect(world.emulator.requests.filter(({ host }) => host.includes('contoso-files'))).toEqual([]);
    },
  );

  test('404 organization not found: names organization, view and account, and how to switch', async () => {
    const view = { ...companyView, goalsOrganizationId: '11111111-2222-4333-8444-555555555555' };
    const { text } = await exportAndLook('404-organization', view);
    for (const part of [
      'Organization not found',
      view.goalsOrganizationId,
      view.explorerViewId,
      'alice@contoso.com',
      'Switch account',
    ])
      expect(text).toContain(part);
  });

  test('an organization ID that is none is told before any request', async () => {
    const page = await world.openExplorer({ ...companyView, goalsOrganizationId: 'String' });
    await pressPageButton(page);
    await pageButton(page, /Not an organization ID/);
    const popup = await world.chromium.shownPopup();
    const text = await problemText(popup);
    expect(text).toContain('“String” stands where');
    await shoot(popup, 'answer-not-a-guid');
    expect(graphRequests()).toEqual([]);
  });

  test('a job that ends failed; Retry starts a new one', async () => {
    world.emulator.graph.outcome = 'failed';
    world.emulator.graph.statusDetail = 'The view has been deleted.';
    const { popup, text } = await exportAndLook('job-failed');
    expect(text).toContain('could not make the export');
    world.emulator.graph.outcome = 'succeeded';
    await press(popup, 'Try again');
    await expectTheFile();
    expect(graphRequests('POST')).toHaveLength(2);
  });

  test('content that stays empty; Retry fetches again without a new job', async () => {
    world.emulator.graph.failNext('content', 'empty', 3);
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('failed', ({ phase }) => phase === 'failed');
    const popup = await world.chromium.popup(page);
    expect(await problemText(popup)).toContain('The file is empty');
    await shoot(popup, 'answer-content-empty');
    await press(popup, 'Try again');
    await expectTheFile();
    expect(graphRequests('POST')).toHaveLength(1);
  });
});

describe('what passes is waited for, and until when is said', () => {
  test.each(delays.filter(({ name }) => passing.includes(name)))(
    '$name',
    async ({ name, call, fault, says, times }) => {
      world.emulator.graph.failNext(call, fault(), times);
      const { text } = await exportAndLook(name);
      expect(text).toContain(says);
      expect(text).toMatch(/Continues by itself at \d+:\d\d/);
      await expectTheFile();
      expect(world.emulator.graph.earlyRequests).toEqual([]);
      expect(world.emulator.graph.earlyPolls).toEqual([]);
      expect(world.emulator.graph.jobs).toHaveLength(1);
    },
  );

  test('a POST whose answer was lost is not repeated: the job is found', async () => {
    world.emulator.graph.failNext('create', 'drop-after');
    const page = await world.openExplorer();
    await pressPageButton(page);
    await expectTheFile();
    // Chromium itself repeats a request whose connection broke: with the same id, and the service answers 409.
    const ids = graphRequests('POST').map(({ headers }) => headers['client-request-id']);
    expect(new Set(ids).size).toBe(1);
    expect(world.emulator.graph.jobs).toHaveLength(1);
  });
});

describe('401', () => {
  test('is mended silently, once', async () => {
    world.emulator.graph.failNext('get', unauthorized);
    await pressPageButton(await world.openExplorer());
    await expectTheFile();
    expect(await world.chromium.signInWindows()).toEqual([]);
  });

  test('with a claims challenge: the next token carries the claims', async () => {
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    world.emulator.entra.requireClaims(claims);
    await pressPageButton(await world.openExplorer());
    await expectTheFile();
    const asked = world.emulator.requests.filter(
      ({ host, path, body }) => /login/.test(host) && `${path}${body}`.includes('nbf'),
    );
    expect(asked.length).toBeGreaterThan(0);
    world.emulator.entra.requireClaims(undefined);
  });

  test('twice: the export pauses and asks to sign in, then goes on by itself', async () => {
    world.emulator.graph.timing = { notStartedMs: 0, runningMs: 500 };
    world.emulator.graph.failNext('get', unauthorized, 2);
    const { page, popup, text } = await exportAndLook('401-twice');
    expect(text).toContain('Sign in to continue');
    expect(text).toContain('It continues automatically once you are signed in.');
    await pageButton(page, /Sign in to continue/);
    await until('the badge tells', () =>
      world.chromium.evaluate(async () => (await chrome.action.getBadgeText({})) === '!'),
    );
    await press(popup, 'Sign in');
    await expectTheFile();
  });
});

describe('409', () => {
  test('the running job is followed to its file, and the user is told', async () => {
    const { graph, users } = world.emulator;
    graph.timing = { notStartedMs: 1000, runningMs: 3000 };
    graph.addJob({ oid: users.alice.oid, ...companyView });
    const page = await world.openExplorer();
    await pressPageButton(page);
    await world.job('joined', ({ joined }) => Boolean(joined));
    const popup = await world.chromium.popup(page);
    await until('the popup tells', async () =>
      (await popup.$eval('main', (main) => main.innerText)).includes('was in progress already. Its file'),
    );
    await shoot(popup, 'answer-409');
    await expectTheFile();
    expect(graph.jobs).toHaveLength(1);
  });

  test('once it has ended a new export can be started', async () => {
    const { graph, users } = world.emulator;
    graph.addJob({ oid: users.alice.oid, ...companyView });
    const page = await world.openExplorer();
    await pressPageButton(page);
    await expectTheFile();
    await pressPageButton(page, /Saved/);
    await until('a second job', async () => {
      if (graph.jobs.length === 2) return true;
      const phases = (await world.jobs()).map(({ phase, wait }) => `${phase} ${JSON.stringify(wait)}`);
      throw new Error(`${(await pageButtons(page)).map(({ name }) => name)}; ${phases}`);
    });
    await until(
      'both exports are done',
      async () => (await world.jobs()).filter((job) => !isOpen(job)).length === 2,
    );
  });
});

describe('another form of its answers', () => {
  test.each([
    { form: 'captured', locationStyle: 'relative' },
    // Found by chaos: the body's id is of no use then.
    { form: 'documented', locationStyle: 'absent' },
  ] as const)('$form, Location $locationStyle', async ({ form, locationStyle }) => {
    Object.assign(world.emulator.graph, { form, locationStyle });
    await pressPageButton(await world.openExplorer());
    await expectTheFile();
    expect(graphRequests('POST')).toHaveLength(1);
  });
});
