import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';

interface Tool {
  /** An environment variable that names the program. */
  variable?: string;
  /** Names to look for on PATH, and whole paths where the tool usually lies. */
  commands: string[];
  debianPackages: string[];
}

/** The programs that tests and demo need beside Node. */
const tools = {
  chromium: {
    variable: 'CHROMIUM_BIN',
    commands: [
      'chromium',
      'chromium-browser',
      'google-chrome',
      'microsoft-edge',
      '/Applications/Chromium.app/Contents/MacOS/Chromium',
      '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
      '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
      'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    debianPackages: ['chromium'],
  },
  firefox: {
    variable: 'FIREFOX_BIN',
    commands: ['firefox-esr', 'firefox', '/Applications/Firefox.app/Contents/MacOS/firefox'],
    debianPackages: ['firefox-esr'],
  },
  certutil: { commands: ['certutil'], debianPackages: ['libnss3-tools'] },
  Xvfb: { commands: ['Xvfb'], debianPackages: ['xvfb'] },
  // What the pictures are set in, every language's.
  fonts: {
    commands: ['/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc'],
    debianPackages: ['fonts-noto-core', 'fonts-noto-cjk'],
  },
  // Firefox gives its windows the focus only where something manages them.
  openbox: { commands: ['openbox'], debianPackages: ['openbox'] },
  libreoffice: {
    variable: 'LIBREOFFICE_BIN',
    commands: ['soffice', 'libreoffice', '/Applications/LibreOffice.app/Contents/MacOS/soffice'],
    debianPackages: ['libreoffice-calc-nogui'],
  },
  xdotool: { commands: ['xdotool'], debianPackages: ['xdotool'] },
} satisfies Record<string, Tool>;

export type ToolName = keyof typeof tools;

/** The path of a program; undefined when it is not on this machine. */
export function findTool(name: ToolName): string | undefined {
  const { commands, ...tool }: Tool = tools[name];
  const named = tool.variable && process.env[tool.variable];
  if (named) return named;
  const folders = (process.env.PATH ?? '').split(delimiter);
  const candidates = commands.flatMap((command) =>
    /[/\\]/.test(command) ? [command] : folders.map((folder) => join(folder, command)),
  );
  return candidates.find((path) => existsSync(path));
}

/**
 * The path of a program, installed first where that can be done: as root on Debian.
 * @throws one line that says what to install
 */
export function ensureTool(name: ToolName): string {
  const found = findTool(name);
  if (found) return found;
  const { debianPackages }: Tool = tools[name];
  if (!canInstall())
    throw new Error(
      `${name} is missing: install ${debianPackages.join(', ')} (on Debian: apt-get install ${debianPackages.join(' ')})`,
    );
  install(debianPackages);
  const installed = findTool(name);
  if (!installed) throw new Error(`${name} is still missing after installing ${debianPackages.join(', ')}`);
  return installed;
}

/**
 * Installs what is missing, at once: two tests that install at the same time would stand in each other's way. Where that can't be
 * done, the test that needs a program says so.
 */
export function installTools(names: ToolName[]): void {
  const missing = names.filter((name) => !findTool(name));
  if (missing.length > 0 && canInstall()) install(missing.flatMap((name) => tools[name].debianPackages));
}

function install(debianPackages: string[]): void {
  console.log(`Installing ${debianPackages.join(', ')} …`);
  const options = { stdio: 'pipe', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } } as const;
  execFileSync('apt-get', ['update', '-q'], options);
  execFileSync('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...debianPackages], options);
}

const canInstall = (): boolean => isDebian() && process.getuid?.() === 0;

const isDebian = (): boolean =>
  existsSync('/etc/os-release') && /^ID(_LIKE)?=.*debian/m.test(readFileSync('/etc/os-release', 'utf8'));
