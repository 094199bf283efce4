import { readFileSync } from 'node:fs';
import type { NewDocumentScriptEvaluation, Page } from 'puppeteer-core';

type Messages = Record<string, { message: string; placeholders?: Record<string, { content: string }> }>;

/** Lets a page of the extension have its texts in a language, as a browser in that language would, whatever this one has. */
export async function speak(page: Page, code: string): Promise<NewDocumentScriptEvaluation> {
  const messages = JSON.parse(readFileSync(`public/_locales/${code}/messages.json`, 'utf8')) as Messages;
  return page.evaluateOnNewDocument(
    (texts: Messages, language: string) => {
      const getMessage = (key: string, given: string | string[] = []) => {
        const values = [given].flat();
        const { message = '', placeholders = {} } = texts[key] ?? {};
        return message.replace(/\$(\w+)\$/g, (_, name: string) => {
          const content = placeholders[name.toLowerCase()]?.content ?? '';
          return content.replace(/\$([1-9])/g, (_all, at: string) => values[Number(at) - 1] ?? '');
        });
      };
      Object.assign(chrome.i18n, { getMessage, getUILanguage: () => language });
    },
    messages,
    code.replace('_', '-'),
  );
}
