import { fakeBrowser } from 'wxt/testing/fake-browser';
import { bundled } from './bundled.ts';

interface Host {
  callOffscreen(name: string, input: never): Promise<unknown>;
}

/**
 * What starts the whole background, with module variables of its own each time.
 * @param host instead of the document that holds what a worker can't
 * @param browser what it takes for the browser
 */
export function backgrounds({ callOffscreen }: Host, browser: object = fakeBrowser) {
  return bundled<typeof import('./background-entry.ts')>('tests/unit/background-entry.ts', {
    'wxt/browser': { browser },
    'offscreen/index.ts': { callOffscreen, closeOffscreen: async () => {} },
  });
}
