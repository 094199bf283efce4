import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, beforeEach, expect } from 'vitest';
import { startWorld, type World } from './world.ts';

interface ReportWorld {
  world(): World;
  page(): Page;
  /** Nothing leaves the browser. */
  silent(): void;
}

/** An empty report page for each test, with nothing set up. */
export function reportWorld(): ReportWorld {
  let world: World;
  let page: Page | undefined;
  /** Addresses that the page or its worker asked for outside of the extension. */
  let asked: string[];
  beforeAll(async () => {
    world = await startWorld();
    await world.fresh({ setUp: false });
  });
  afterAll(() => world?.close());
  beforeEach(async () => {
    if (page) await world.chromium.leave(page);
    world.emulator.requests.length = 0;
    asked = [];
    page = await world.chromium.openOwn('report.html');
    page.on('request', (request) => {
      if (!/^(?:chrome-extension|blob|data):/.test(request.url())) asked.push(request.url());
    });
  });
  return {
    world: () => world,
    page: () => page as Page,
    silent: () => {
      expect(asked).toEqual([]);
      expect(world.emulator.requests).toEqual([]);
    },
  };
}
