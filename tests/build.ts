import { execFile } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { makeTemplate } from './browser/firefox-template.ts';
import { removeSharedHomes } from './browser/shared-home.ts';
import { ensureTool, installTools } from './browser/tools.ts';

const sources = [
  'assets',
  'components',
  'entrypoints',
  'lib',
  'modules',
  'public',
  'styles',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'wxt.config.ts',
];

/** Builds the extension for both kinds of browsers, unless what is there is newer than every source. */
export async function build(): Promise<void> {
  const newest = Math.max(...sources.map(newestIn));
  const old = ['chrome', 'firefox'].filter((browser) => {
    const manifest = join('.output', `${browser}-mv3`, 'manifest.json');
    return !existsSync(manifest) || statSync(manifest).mtimeMs <= newest;
  });
  // Vitest's own would make it a build for development.
  const env = { ...process.env, NODE_ENV: 'production' };
  const wxt = 'node_modules/wxt/bin/wxt.mjs';
  // One after the other: both write what WXT generates.
  for (const browser of old)
    await promisify(execFile)(process.execPath, [wxt, 'build', '-b', browser], { env });
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** Before the tests that need the built extension. What it returns comes after them. */
export default async function setup(): Promise<() => void> {
  if (process.platform === 'linux')
    installTools(['certutil', 'chromium', 'firefox', 'Xvfb', 'xdotool', 'openbox', 'libreoffice']);
  if (process.platform === 'linux') ensureTool('certutil');
  ensureTool('chromium');
  ensureTool('firefox');
  await build();
  await makeTemplate();
  return removeSharedHomes;
}
