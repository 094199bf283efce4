import { afterAll, beforeAll, beforeEach, describe } from 'vitest';
import { answers } from './answers.ts';
import { copies } from './copies.ts';
import { elsewhere } from './elsewhere.ts';
import { fileFormat } from './file-format.ts';
import { report } from './report.ts';
import { reportRead } from './report-read.ts';
import { buttonSays, exportSigningIn, type FirefoxWorld, startFirefoxWorld } from './world.ts';

/* What needs nothing special of Firefox shares one, and one sign-in: a start and a sign-in cost as much as five exports. */

let world: FirefoxWorld;
beforeAll(async () => {
  world = await startFirefoxWorld();
});
afterAll(() => world?.close());
const theWorld = () => world;

describe('the report, which needs nobody', () => {
  describe('of files of one’s own', () => reportRead(theWorld));
  describe('taken along', () => report(theWorld));
});

describe('once signed in', () => {
  beforeAll(async () => {
    await world.fresh();
    await buttonSays(await exportSigningIn(world), /Saved/);
  });
  beforeEach(() => world.freshExports());

  describe('what the service answers', () => answers(theWorld));
  describe('content at another host', () => elsewhere(theWorld));
  describe('copies', () => copies(theWorld));
  // Last: the setting stays.
  describe('as Excel', () => fileFormat(theWorld));
});
