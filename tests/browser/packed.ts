import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { extensionIdOfKey } from '../../scripts/extension-ids.ts';
import { chromeBuild } from './chromium.ts';
import { ensureTool } from './tools.ts';

/** Why a packed extension can't be tried on this machine; undefined when it can. */
export const packedRefusal: string | undefined =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'needs root on Linux: the extension is installed by a policy that no other Chromium shall see'
    : undefined;

/** The built extension as a store would hand it out: signed, installed and updated by policy. */
export interface PackedExtension {
  extensionId: string;
  redirectUri: string;
  /** Starts Chromium in a file system of its own, in which the policy stands. */
  executable: string;
  /** From now on the update server offers the same build under another version. */
  release(version: string): void;
  close(): void;
}

/** What a packed extension is released as. */
export const firstVersion = '1.0.0';

/** Policies that install an extension. */
type Policies = (extensionId: string, updateUrl: string) => object;
const forceInstalled: Policies = (extensionId, updateUrl) => ({
  ExtensionInstallForcelist: [`${extensionId};${updateUrl}`],
});

/**
 * Signs the build with a key of this run: the private half of the manifest's own was never kept, so the id is another.
 * @param folder for everything that is made
 */
export async function packExtension(folder: string, policies = forceInstalled): Promise<PackedExtension> {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const keyFile = join(folder, 'key.pem');
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }));
  const extensionId = extensionIdOfKey(publicKey.export({ type: 'spki', format: 'der' }));

  let version = '';
  const release = (next: string) => {
    version = next;
    const copy = join(folder, `v${next}`);
    if (existsSync(copy)) return;
    cpSync(chromeBuild, copy, { recursive: true });
    const manifestFile = join(copy, 'manifest.json');
    const { key: _, ...manifest } = JSON.parse(readFileSync(manifestFile, 'utf8')) as Record<string, unknown>;
    writeFileSync(
      manifestFile,
      JSON.stringify({ ...manifest, version: next, update_url: `${origin}/updates.xml` }),
    );
    execFileSync(
      ensureTool('chromium'),
      [
        '--no-sandbox',
        `--user-data-dir=${join(folder, 'packer')}`,
        `--pack-extension=${copy}`,
        `--pack-extension-key=${keyFile}`,
      ],
      { stdio: 'pipe', env: { ...process.env, HOME: folder } },
    );
  };

  const server = http.createServer((request, response) => {
    if (request.url?.startsWith('/updates.xml')) {
      const check = `<updatecheck codebase="${origin}/v${version}.crx" version="${version}"/>`;
      response.writeHead(200, { 'Content-Type': 'text/xml' });
      return response.end(
        `<?xml version="1.0"?><gupdate xmlns="http://www.google.com/update2/response" protocol="2.0"><app appid="${extensionId}">${check}</app></gupdate>`,
      );
    }
    const crx = join(folder, request.url ?? '');
    if (!existsSync(crx)) return response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'application/x-chrome-extension' });
    response.end(readFileSync(crx));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  release(firstVersion);
  return {
    extensionId,
    redirectUri: `https://${extensionId}.chromiumapp.org/`,
    executable: policyLauncher(folder, policies(extensionId, `${origin}/updates.xml`)),
    release,
    close: () => server.close(),
  };
}

function policyLauncher(folder: string, policies: object): string {
  const etc = join(folder, 'etc');
  mkdirSync('/etc/chromium', { recursive: true });
  cpSync('/etc/chromium', etc, { recursive: true });
  mkdirSync(join(etc, 'policies', 'managed'), { recursive: true });
  // Else a forced extension can't be looked into.
  const policy = { ...policies, DeveloperToolsAvailability: 1 };
  writeFileSync(join(etc, 'policies', 'managed', 'tests.json'), JSON.stringify(policy));
  const path = join(folder, 'chromium');
  const start = `mount --bind '${etc}' /etc/chromium && exec '${ensureTool('chromium')}' "$@"`;
  writeFileSync(
    path,
    `#!/bin/sh\nexec unshare -m sh -c '${start.replaceAll("'", `'\\''`)}' chromium "$@"\n`,
    { mode: 0o755 },
  );
  return path;
}
