import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { chromiumRedirectUri } from '../../scripts/extension-ids.ts';
import { startEmulator } from './index.ts';
import { tenant } from './tenant.ts';

const { values } = parseArgs({
  options: {
    'client-id': { type: 'string' },
    extension: { type: 'string', default: '.output/chrome-mv3' },
    'redirect-uri': { type: 'string', multiple: true, default: [] },
  },
});

const built = existsSync(join(values.extension, 'manifest.json'));
const redirectUris = [...values['redirect-uri'], ...(built ? [chromiumRedirectUri(values.extension)] : [])];
const emulator = await startEmulator({
  redirectUris,
  ...(values['client-id'] ? { clientId: values['client-id'] } : {}),
});
const folder = mkdtempSync(join(tmpdir(), 'export-view-emulator-'));
const ca = join(folder, 'ca.pem');
writeFileSync(ca, emulator.caPem);

const [organization] = tenant.organizations;
const page = `https://goals.microsoft.com/org_uuid/${organization?.id}/objective-explorer?viewId=${organization?.views[0]?.id}`;
const users = Object.values(tenant.users).map(
  ({ upn, password, admin }) => `  ${upn}  ${password}${admin ? '  (admin)' : ''}`,
);

console.log(`The emulator plays login.microsoftonline.com, graph.microsoft.com and goals.microsoft.com.

Chromium (a profile of its own, which reaches these hosts only):
  chromium --user-data-dir=${join(folder, 'profile')} --no-first-run \\
    --host-resolver-rules="${emulator.hostRules}" \\
    --ignore-certificate-errors-spki-list=${emulator.spki} \\
    "${page}"
  then load ${built ? values.extension : 'the built extension'} on chrome://extensions (developer mode).

Any other browser: HTTPS proxy 127.0.0.1:${emulator.proxyPort}, and trust the certification authority
  ${ca}
  in Firefox by Settings > Certificates > Authorities > Import, or for a profile folder by
  certutil -A -d sql:<profile folder> -n emulator -t C,, -i ${ca}

Options page: application (client) ID ${emulator.clientId}
Redirect URIs: ${redirectUris.join(', ') || 'none yet: build the extension first, or pass --redirect-uri'}
Users:
${users.join('\n')}

Ctrl+C stops it.`);

const stop = async (): Promise<void> => {
  await emulator.close();
  rmSync(folder, { recursive: true, force: true });
  process.exit(0);
};
process.once('SIGINT', stop);
process.once('SIGTERM', stop);
