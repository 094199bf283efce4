import type { Page } from 'puppeteer-core';
import { until } from '../browser/until.ts';

/**
 * Runs code in the world of our own content script, as somebody would who had taken it over.
 * @param expression JavaScript; may give a promise
 */
export async function inContentScript(page: Page, extensionId: string, expression: string): Promise<unknown> {
  const session = await page.createCDPSession();
  const worlds: number[] = [];
  session.on('Runtime.executionContextCreated', ({ context }) => {
    if (context.origin === `chrome-extension://${extensionId}`) worlds.push(context.id);
  });
  await session.send('Runtime.enable');
  const contextId = await until('the content script', async () => worlds.at(-1));
  const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
    contextId,
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  await session.detach();
  if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
  return result.value;
}
