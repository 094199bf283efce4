import { cpSync, existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extensionIdOf } from '../../scripts/extension-ids.ts';
import { chromeBuild } from './chromium.ts';
import { ensureTool } from './tools.ts';

/** Why an organization's policy can't be tried on this machine; undefined when it can. */
export const managedRefusal: string | undefined =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'needs root on Linux: policies stand in /etc, and no other Chromium shall see them'
    : undefined;

/** Left alone, Chromium gathers the changes of a policy's files for some seconds (ms). */
export const noticedWithin = 90_000;

/** Starts a browser in a file system of its own, in which policies stand. */
export interface Launcher {
  executable: string;
  close(): void;
}

/** A Chromium whose organization sets the extension's settings. */
export interface ManagedChromium extends Launcher {
  /** What the organization sets from now on: settings of the extension, and other policies of the browser. */
  set(values: Record<string, unknown>, policies?: Record<string, unknown>): void;
}

/**
 * Sets the settings of an extension.
 * @param etc what Chromium takes for /etc/chromium
 */
function setPolicy(
  etc: string,
  extensionId: string,
  values: Record<string, unknown>,
  policies: object,
): void {
  const folder = join(etc, 'policies', 'managed');
  mkdirSync(folder, { recursive: true });
  const policy = { ...policies, '3rdparty': { extensions: { [extensionId]: values } } };
  writeFileSync(join(folder, 'settings.json'), JSON.stringify(policy));
}

/** A Chromium that sees its own policies alone. */
export function managedChromium(): ManagedChromium {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-policy-'));
  const etc = join(folder, 'etc');
  if (existsSync('/etc/chromium')) cpSync('/etc/chromium', etc, { recursive: true });
  return {
    ...launcher(folder, etc, '/etc/chromium', ensureTool('chromium')),
    set: (values, policies = {}) => setPolicy(etc, extensionIdOf(chromeBuild), values, policies),
  };
}

/** A Firefox that sees these policies alone. */
export function managedFirefox(policies: object): Launcher {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-policy-'));
  const etc = join(folder, 'etc');
  mkdirSync(join(etc, 'policies'), { recursive: true });
  writeFileSync(join(etc, 'policies', 'policies.json'), JSON.stringify({ policies }));
  return launcher(folder, etc, '/etc/firefox', ensureTool('firefox'));
}

/** Starts a browser in a file system of its own, in which one folder of the machine is another. */
function launcher(folder: string, etc: string, place: string, browser: string): Launcher {
  mkdirSync(etc, { recursive: true });
  const isNew = !existsSync(place);
  if (isNew) mkdirSync(place);
  const executable = join(folder, 'browser');
  const start = `mount --bind '${etc}' ${place} && exec '${browser}' "$@"`;
  const script = `#!/bin/sh\nexec unshare -m sh -c '${start.replaceAll("'", `'\\''`)}' browser "$@"\n`;
  writeFileSync(executable, script, { mode: 0o755 });
  return {
    executable,
    close() {
      rmSync(folder, { recursive: true, force: true });
      if (isNew) rmdirSync(place);
    },
  };
}
