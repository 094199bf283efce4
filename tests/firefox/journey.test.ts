import { afterAll, beforeAll, expect, test } from 'vitest';
import { until } from '../browser/until.ts';
import { buttonText, exportSigningIn, type FirefoxWorld, startFirefoxWorld, strayOf } from './world.ts';

let world: FirefoxWorld;
beforeAll(async () => {
  world = await startFirefoxWorld();
});
afterAll(() => world?.close());

test('from the page: button, sign-in window, progress, file', async () => {
  const { graph } = world.emulator;
  const page = await exportSigningIn(world);
  await until('it is done', async () => /^Export view Done/.test(await buttonText(page)));
  const [file, ...others] = world.files();
  expect(others).toEqual([]);
  expect(file?.name).toBe(`Q3 company OKRs ${new Date().toLocaleDateString('sv')}.csv`);
  expect(file?.bytes.equals(graph.contentOf(graph.jobs[0]?.key ?? ''))).toBe(true);
  expect(graph.jobs).toHaveLength(1);
  expect(graph.earlyPolls).toEqual([]);
  expect(strayOf(world)).toEqual([]);
});
