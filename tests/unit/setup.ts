import { readdirSync } from 'node:fs';
import { beforeEach, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };

interface Message {
  message: string;
  placeholders?: Record<string, { content: string }>;
}

const predefined: Record<string, string> = { '@@ui_locale': 'en_GB', '@@bidi_dir': 'ltr' };

const translated = readdirSync('public/_locales');

/** Which texts a browser in some language chooses, as most do. */
export function textsFor(ui: string): string {
  const whole = ui.replaceAll('-', '_');
  const found = [whole, whole.split('_')[0] as string].find((code) => translated.includes(code)) ?? 'en';
  return found.replaceAll('_', '-');
}

/** As browsers do it: an unknown key gives an empty text, a value that is not given an empty place. */
function getMessage(key: string, values: string[] = []): string {
  if (key === 'textLanguage') return textsFor(fakeBrowser.i18n.getUILanguage());
  const { message = predefined[key] ?? '', placeholders = {} } =
    (messages as Record<string, Message | undefined>)[key] ?? ({} as Partial<Message>);
  const fill = (text: string) => text.replace(/\$([1-9])/g, (_, index) => values[Number(index) - 1] ?? '');
  return message.replace(/\$(\w+)\$/g, (whole, name: string) => {
    const { content } = placeholders[name.toLowerCase()] ?? {};
    return content === undefined ? whole : fill(content);
  });
}

// A context of its own has not all of Node's globals: the rest is taken from where the process has them.
const outer = (process.constructor.constructor as FunctionConstructor)('return globalThis')() as object;
for (const name of Object.getOwnPropertyNames(outer))
  if (!(name in globalThis))
    Object.defineProperty(globalThis, name, {
      value: Reflect.get(outer, name),
      writable: true,
      configurable: true,
    });

// What is waited for comes by itself, though not within a second on a busy machine: so long for what hangs.
const patience = 20_000;
const { waitFor } = vi;
vi.waitFor = (check, options = patience) => waitFor(check, options);
beforeEach(async () => {
  if ('document' in globalThis)
    (await import('@testing-library/preact')).configure({ asyncUtilTimeout: patience });
});

// What WXT's fake browser leaves out, and most tests need.
beforeEach(() => {
  fakeBrowser.reset();
  Object.assign(fakeBrowser.i18n, { getMessage, getUILanguage: () => 'en-GB' });
  Object.assign(fakeBrowser.permissions, {
    contains: async () => true,
    onAdded: { addListener() {}, removeListener() {} },
    onRemoved: { addListener() {}, removeListener() {} },
  });
  Object.assign(fakeBrowser.identity, { getRedirectURL: () => 'https://test-extension-id.chromiumapp.org/' });
});
