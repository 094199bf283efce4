import { generateKeyPairSync } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionIdOf } from '../scripts/extension-ids.ts';

export interface EmptyExtension {
  folder: string;
  id: string;
}

interface Worker {
  manifest: { permissions: string[]; commands?: object };
  script: string;
}

const idle: Worker = {
  manifest: { permissions: ['storage', 'downloads'] },
  script: 'chrome.runtime.onMessage.addListener(() => undefined);',
};

/** Listens to what ours listens to, asks what ours asks when it starts, and does nothing with it: what the browser's part weighs. */
const listening: Worker = {
  manifest: {
    permissions: ['storage', 'alarms', 'downloads', 'contextMenus'],
    commands: { nothing: { description: 'Nothing' } },
  },
  script: `
    const { action, alarms, commands, contextMenus, downloads, i18n, permissions, runtime, storage } = chrome;
    for (const event of [
      runtime.onMessage, runtime.onInstalled, runtime.onStartup, alarms.onAlarm, commands.onCommand,
      contextMenus.onClicked, downloads.onChanged, permissions.onAdded, permissions.onRemoved,
      storage.onChanged, storage.local.onChanged,
    ])
      event.addListener(() => undefined);
    storage.local.get(null);
    storage.managed.get(null);
    storage.sync.get(null);
    storage.session.get(null);
    permissions.contains({ origins: ['https://graph.microsoft.com/*'] });
    runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
    alarms.clear('none');
    action.setBadgeText({ text: '' });
    action.setTitle({ title: i18n.getUILanguage() });`,
};

export const makeListeningExtension = (): EmptyExtension => makeEmptyExtension(listening);

/** An extension with a popup, a worker and a content script that do nothing: what any extension costs. */
export function makeEmptyExtension({ manifest, script }: Worker = idle): EmptyExtension {
  const folder = mkdtempSync(join(tmpdir(), 'empty-extension-'));
  const write = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  mkdirSync(join(folder, 'icon'));
  cpSync('public/icon/48.png', join(folder, 'icon/48.png'));
  write(
    'manifest.json',
    JSON.stringify({
      manifest_version: 3,
      name: 'Empty',
      version: '1.0',
      key: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
      icons: { 48: 'icon/48.png' },
      ...manifest,
      host_permissions: ['https://graph.microsoft.com/*'],
      action: { default_popup: 'popup.html' },
      background: { service_worker: 'background.js', type: 'module' },
      content_scripts: [{ matches: ['https://goals.microsoft.com/*'], js: ['content.js'] }],
    }),
  );
  write('background.js', script);
  write('content.js', '(() => {})();\n');
  write(
    'popup.js',
    "document.body.append(Object.assign(document.createElement('main'), { textContent: 'Empty' }));\n",
  );
  write(
    'popup.html',
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Empty</title><script type="module" src="popup.js"></script></html>\n',
  );
  return { folder, id: extensionIdOf(folder) };
}
