import { expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { delays, endings, unauthorized } from '../e2e/answers.ts';
import { companyView, explorerUrl } from '../e2e/world.ts';
import { type FirefoxWorld, pressPageButton } from './world.ts';

/*
 * What Microsoft Graph answers, as far as browsers have a part in it: bodies and connections that break, a page instead of
 * the content, a token that is no longer taken, a header that is read. All others: tests/unit/answers.test.ts.
 */

export function answers(theWorld: () => FirefoxWorld): void {
  async function exportView(): Promise<void> {
    await pressPageButton(await theWorld().firefox.open(explorerUrl()));
  }

  async function expectTheFile() {
    const { graph } = theWorld().emulator;
    const job = await theWorld().job('is done', ({ phase }) => phase === 'done');
    const name = job.file?.name.split('/').at(-1);
    const saved = theWorld()
      .files()
      .find((file) => file.name === name);
    expect(saved?.bytes.equals(graph.contentOf(graph.jobs.at(-1)?.key ?? ''))).toBe(true);
    expect(graph.jobs).toHaveLength(1);
    return job;
  }

  /** What the popup says of an export that stands still or has ended. */
  async function problemAfterExport(): Promise<string> {
    const { open, window } = theWorld().firefox;
    const page = await open(explorerUrl());
    await pressPageButton(page);
    await theWorld().job('has a problem', ({ wait, problem }) => Boolean(wait?.problem ?? problem));
    const text = await (await window.popup(page)).text();
    await window.closePopup();
    return text;
  }

  test.each(endings.filter(({ name }) => name === 'content-html'))(
    '$name ends the export, and is said',
    async ({ call, fault, times, says }) => {
      const { graph, requests } = theWorld().emulator;
      graph.failNext(call, fault, times);
      const text = await problemAfterExport();
      for (const part of [...says, companyView.goalsOrganizationId]) expect(text).toContain(part);
      expect(text).not.toContain('Continues by itself');
      expect(requests.filter(({ host }) => host.includes('contoso-files'))).toEqual([]);
    },
  );

  test.each(delays.filter(({ name }) => name === 'connection-cut'))(
    '$name is waited for, and until when is said',
    async ({ call, fault, says }) => {
      const { graph } = theWorld().emulator;
      // Three times: the popup takes a moment, and by then the first would have passed.
      graph.failNext(call, fault(), 3);
      const text = await problemAfterExport();
      expect(text).toContain(says);
      expect(text).toMatch(/Continues by itself at \d+:\d\d/);
      await expectTheFile();
      expect([graph.earlyRequests, graph.earlyPolls]).toEqual([[], []]);
    },
  );

  test.each(delays.filter(({ name }) => name.startsWith('content-cut-off')))(
    '$name is noticed, and fetched again',
    async ({ call, fault }) => {
      const { graph } = theWorld().emulator;
      graph.failNext(call, fault());
      await exportView();
      const { events } = await expectTheFile();
      expect(events.map(({ code }) => code)).toContain('contentCutOff');
      expect([graph.earlyRequests, graph.earlyPolls]).toEqual([[], []]);
    },
  );

  test('401 is mended silently, once', async () => {
    const { entra, graph } = theWorld().emulator;
    graph.failNext('get', unauthorized);
    const issued = entra.issued.length;
    await exportView();
    await expectTheFile();
    expect(await theWorld().firefox.signInWindows()).toEqual([]);
    expect(entra.issued.length).toBeGreaterThan(issued);
  });

  test('409: the running job is followed to its file, and the user is told', async () => {
    const { graph, users } = theWorld().emulator;
    // Longer than a popup takes to open on a slow machine.
    graph.timing = { notStartedMs: 1000, runningMs: 12_000 };
    graph.addJob({ oid: users.alice.oid, ...companyView });
    const { open, window } = theWorld().firefox;
    const page = await open(explorerUrl());
    await pressPageButton(page);
    await theWorld().job('joined', ({ joined }) => Boolean(joined));
    const popup = await window.popup(page);
    await until('the popup tells', async () =>
      (await popup.text()).includes('was in progress already. Its file'),
    );
    await window.closePopup();
    await expectTheFile();
  });
}
