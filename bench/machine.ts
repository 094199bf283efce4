import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import { ensureTool } from '../tests/browser/tools.ts';

/** What the figures were taken on, as pairs of name and value. */
export function machine(): [string, string][] {
  const [cpu] = os.cpus();
  return [
    ['Processor', `${cpu?.model.trim() ?? 'unknown'}, ${os.availableParallelism()} cores`],
    ['Memory', `${(os.totalmem() / 2 ** 30).toFixed(0)} GiB`],
    ['System', systemName()],
    ['Chromium', versionOf('chromium')],
    ['Firefox', versionOf('firefox')],
    ['Node', process.version],
    ['Commit', commit()],
    ['Date', new Date().toISOString().slice(0, 10)],
  ];
}

function systemName(): string {
  const release = '/etc/os-release';
  const name = existsSync(release) && /^PRETTY_NAME="?(.*?)"?$/m.exec(readFileSync(release, 'utf8'))?.[1];
  return `${name || os.type()}, kernel ${os.release()}`;
}

const said = (program: string, ...args: string[]): string =>
  execFileSync(program, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();

const versionOf = (browser: 'chromium' | 'firefox'): string =>
  /[\d.]+\w*/.exec(said(ensureTool(browser), '--version'))?.[0] ?? 'unknown';

/** The commit that was measured; `+` where files had been changed since. */
function commit(): string {
  const changed = said('git', 'status', '--porcelain') !== '';
  return `${said('git', 'rev-parse', '--short=10', 'HEAD')}${changed ? '+' : ''}`;
}
