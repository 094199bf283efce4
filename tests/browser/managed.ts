import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromeBuild } from './chromium.ts';
import { extensionIdOf } from './extension-id.ts';
import { ensureTool } from './tools.ts';

/** Why an organization's policy can't be tried on this machine; undefined when it can. */
export const managedRefusal: string | undefined =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'needs root on Linux: policies stand in /etc, and no other Chromium shall see them'
    : undefined;

/** A Chromium whose organization sets the extension's settings. */
export interface ManagedChromium {
  /** Starts Chromium in a file system of its own, in which the policy stands. */
  executable: string;
  /** What the organization sets from now on. */
  set(values: Record<string, unknown>): void;
  close(): void;
}

/** @param values what the organization sets at first */
export function managedChromium(values: Record<string, unknown>): ManagedChromium {
  const folder = mkdtempSync(join(tmpdir(), 'export-view-policy-'));
  const etc = join(folder, 'etc');
  const managed = join(etc, 'policies', 'managed');
  mkdirSync('/etc/chromium', { recursive: true });
  cpSync('/etc/chromium', etc, { recursive: true });
  mkdirSync(managed, { recursive: true });
  const set = (now: Record<string, unknown>) =>
    writeFileSync(
      join(managed, 'settings.json'),
      JSON.stringify({ '3rdparty': { extensions: { [extensionIdOf(chromeBuild)]: now } } }),
    );
  set(values);
  const executable = join(folder, 'chromium');
  const start = `mount --bind '${etc}' /etc/chromium && exec '${ensureTool('chromium')}' "$@"`;
  writeFileSync(
    executable,
    `#!/bin/sh\nexec unshare -m sh -c '${start.replaceAll("'", `'\\''`)}' chromium "$@"\n`,
    { mode: 0o755 },
  );
  return { executable, set, close: () => rmSync(folder, { recursive: true, force: true }) };
}
