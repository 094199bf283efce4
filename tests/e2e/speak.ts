import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewDocumentScriptEvaluation, Page } from 'puppeteer-core';
import { chromeBuild } from '../browser/chromium.ts';

type Messages = Record<string, { message: string }>;

/** Texts as the build has them: by the names that its scripts ask for. */
export const builtTexts = (code: string): Messages =>
  JSON.parse(readFileSync(join(chromeBuild, `_locales/${code}/messages.json`), 'utf8')) as Messages;

/** In a page or content script: has its texts in a language from now on. */
export function speakHere(texts: Messages, language: string): void {
  const getMessage = (key: string, given: string | string[] = []) => {
    const values = [given].flat();
    return (texts[key]?.message ?? '').replace(/\$([1-9])/g, (_, at: string) => values[Number(at) - 1] ?? '');
  };
  Object.assign(chrome.i18n, { getMessage, getUILanguage: () => language });
}

/** Lets a page of the extension have its texts in a language, as a browser in that language would, whatever this one has. */
export const speak = (page: Page, code: string): Promise<NewDocumentScriptEvaluation> =>
  page.evaluateOnNewDocument(speakHere, builtTexts(code), code.replace('_', '-'));
