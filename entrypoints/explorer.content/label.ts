import type { ExplorerPage } from '../../lib/explorer-view.ts';
import { formatTime, t } from '../../lib/i18n.ts';
import type { ViewStatus } from '../../lib/messages.ts';

interface Label {
  /** Stands behind "Export view"; empty when there is nothing to tell. */
  text: string;
  busy: boolean;
  /** The problem's title, when there is one to look up. */
  problem: string;
}

const busyStates = new Set(['created', 'waiting', 'running', 'downloading']);

/** What the button says. */
export function labelOf(page: ExplorerPage, { needsSetUp, status, problem, joined }: ViewStatus): Label {
  const code = problem?.code ?? ('invalid' in page ? page.invalid : undefined);
  const until = problem?.retryAt ? formatTime(problem.retryAt) : '';
  const title = code ? t(`problem_${code}_title`, '', until) : '';
  const busy = status !== undefined && busyStates.has(status);
  const said = title || (status ? t(`status_${status}`) : needsSetUp ? t('button_setUp') : '');
  const text = busy && joined && !title ? `${said} · ${t('wasJoined')}` : said;
  return { text, busy, problem: title };
}
