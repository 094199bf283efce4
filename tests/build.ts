import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemplate } from './browser/firefox-template.ts';
import { ensureTool } from './browser/tools.ts';

const sources = [
  'assets',
  'components',
  'entrypoints',
  'lib',
  'public',
  'styles',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'wxt.config.ts',
];

/** Builds the extension for both kinds of browsers, unless what is there is newer than every source. */
export function build(): void {
  const newest = Math.max(...sources.map(newestIn));
  for (const browser of ['chrome', 'firefox']) {
    const manifest = join('.output', `${browser}-mv3`, 'manifest.json');
    if (existsSync(manifest) && statSync(manifest).mtimeMs > newest) continue;
    execFileSync(process.execPath, ['node_modules/wxt/bin/wxt.mjs', 'build', '-b', browser], {
      stdio: 'pipe',
      // Vitest's own would make it a build for development.
      env: { ...process.env, NODE_ENV: 'production' },
    });
  }
}

function newestIn(path: string): number {
  if (!existsSync(path)) return 0;
  const { mtimeMs } = statSync(path);
  if (!statSync(path).isDirectory()) return mtimeMs;
  return Math.max(mtimeMs, ...readdirSync(path).map((name) => newestIn(join(path, name))));
}

/** Before the tests that need the built extension. */
export default async function setup(): Promise<void> {
  if (process.platform === 'linux') ensureTool('certutil');
  ensureTool('chromium');
  ensureTool('firefox');
  build();
  await makeTemplate();
}
