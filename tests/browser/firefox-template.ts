import { cpSync, existsSync, mkdtempSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmulator } from '../emulator/index.ts';
import { launchFirefox, firefoxTemplate as template } from './firefox.ts';
import { ensureTool } from './tools.ts';

/* At its first start Firefox makes what it keeps for the later ones, which takes longer than all else: made once, copied for each test. */

/** What belongs to one session alone: locks, preferences and certificates. */
const ofSession = [
  'lock',
  '.parentlock',
  'user.js',
  'prefs.js',
  'cert9.db',
  'key4.db',
  'pkcs11.txt',
  'ca.pem',
];

/** Makes the template, unless there is one of the Firefox that is installed now. */
export async function makeTemplate(): Promise<void> {
  if (existsSync(template) && statSync(template).mtimeMs > statSync(ensureTool('firefox')).ctimeMs) return;
  rmSync(template, { recursive: true, force: true });
  const home = mkdtempSync(join(tmpdir(), 'export-view-'));
  const emulator = await startEmulator({ redirectUris: [] });
  const firefox = await launchFirefox({ emulator, home, without: true });
  await firefox.close();
  await emulator.close();
  for (const name of ofSession) rmSync(join(home, 'profile', name), { force: true });
  // Whole or not at all: another run may look for it.
  const made = `${template}-${process.pid}`;
  cpSync(join(home, 'profile'), made, { recursive: true });
  rmSync(template, { recursive: true, force: true });
  renameSync(made, template);
  rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}
