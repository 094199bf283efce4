import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { holdsToken } from './secrets.ts';
import { exportSignedIn, press, shoot, startWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  await world.fresh();
});
afterAll(() => world?.close());

test('the report tells of a done and a failed export, and holds no token, no name', async () => {
  await exportSignedIn(world);
  world.emulator.graph.failNext('create', {
    status: 403,
    body: { error: { code: 'Forbidden', message: 'no', innerError: { code: 'accessDenied' } } },
  });
  const page = await world.openExplorer();
  await pressPageButton(page);
  await pageButton(page, /Not allowed/);
  const options = await world.chromium.openOwn('options.html');
  await press(options, 'Show report');
  const report = await until('the report', () =>
    options.evaluate(() => document.querySelector('.report pre')?.textContent),
  );
  await shoot(options, 'options-report');
  expect(report).toContain('phase done');
  expect(report).toContain('HTTP 403');
  expect(report).toMatch(/request-id [0-9a-f-]{36}/);
  expect(report).toContain(world.emulator.clientId);
  expect(holdsToken(report, world.emulator.entra.issued)).toBe(false);
  expect(report).not.toMatch(/alice|Q3 company|Downloads/);
});
