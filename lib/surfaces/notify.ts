import type { Browser } from 'wxt/browser';
import { browser } from '../browser/browser.ts';
import { showSaved } from '../files/saved.ts';
import { readExplorerView, sameView } from '../goals/explorer-view.ts';
import type { Job } from '../jobs/job.ts';
import { loadJob } from '../jobs/load.ts';
import { problemOf, statusOf } from '../jobs/status.ts';
import { nameOf, type ViewNames } from '../jobs/view-names.ts';
import type { Problem } from '../problems/problems.ts';
import { isAllowed } from '../settings/needs.ts';
import { loadSettings } from '../storage/storage.ts';
import { formatCount, t } from '../texts/i18n.ts';
import type { Batch, Progress } from '../views/batch.ts';
import { atRiskText, notOneFileText } from '../views/batch-texts.ts';
import { loadKnown } from '../views/known.ts';
import { reportUrl } from './report-url.ts';

/** What is told of an export: that it ended, or that it needs the user. */
export type News = 'done' | 'failed' | 'paused';

/**
 * What a change of a record means to its user, if anything. Pure.
 * @param before absent: the record is new, or was not known before
 */
export function newsOf(before: Job | undefined, after: Job | undefined): News | undefined {
  if (!before || !after) return;
  const status = statusOf(after);
  if (status !== 'done' && status !== 'failed' && status !== 'paused') return;
  return status === statusOf(before) ? undefined : status;
}

const separator = ' ';

/** The export that a notification is about. */
export const jobIdIn = (notificationId: string): string => notificationId.split(separator)[1] ?? '';

/** Absent in Chromium until the user allows it. */
const api = (): typeof browser.notifications | undefined => browser.notifications;

type Notification = Pick<Browser.notifications.NotificationCreateOptions, 'title' | 'message' | 'buttons'>;

/** One per export, or batch, and news: what is told again takes the place of what was told before. */
async function show(about: [news: string, id: string], notification: Notification): Promise<void> {
  const iconUrl = browser.runtime.getURL('/icon/128.png' as never);
  await api()?.create(about.join(separator), { type: 'basic', iconUrl, ...notification });
}

const isWanted = async (): Promise<boolean> => (await loadSettings()).notify && (await isAllowed('notify'));

/**
 * Tells the user, if they want to be told and are not looking anyway. It follows from the change of a record, which the
 * browser delivers also to a worker that has to be started for it; told twice, it still stands there once.
 */
export async function notify(job: Job, news: News, names: ViewNames): Promise<void> {
  if (!(await isWanted())) return;
  if (await isLookedAt(job)) return;
  const problem = problemOf(job);
  await show([news, job.id], {
    title: t(`notify_${news}`, nameOf(job, names)),
    message: messageOf(news, problem),
    ...(news === 'done' && takesButtons ? { buttons: [{ title: t('openReport') }] } : {}),
  });
}

/** Firefox refuses a notification that has buttons. */
const takesButtons = import.meta.env.BROWSER !== 'firefox';

function messageOf(news: News, problem: Problem | undefined): string {
  if (news === 'done') return t('notify_done_todo');
  if (!problem) return t(`notify_${news}_todo`);
  // A click leads to where both are done; it does not say "sign in" where that is not it.
  const todo = /^(siteAccessMissing|contentHostUnknown)$/.test(problem.code) ? 'failed' : news;
  return `${t(`problem_${problem.code}_title`, problem.value ?? '')}\n${t(`notify_${todo}_todo`)}`;
}

/**
 * Tells how a batch ended, once for all of it.
 * @param name of the view, where there is but one
 */
export async function notifyBatch(
  { id, changes, workbook }: Batch,
  { done, total }: Pick<Progress, 'done' | 'total'>,
  name: string | undefined,
): Promise<void> {
  if (!(await isWanted())) return;
  const newlyAtRisk = changes?.newlyAtRisk;
  const lines = [
    newlyAtRisk && atRiskText(newlyAtRisk),
    workbook?.failed && notOneFileText(workbook.failed),
    batchTodo(done === total, newlyAtRisk),
  ];
  await show([batchNews, id], {
    title: name ? t('notify_done', name) : t('notify_batch', formatCount(done), formatCount(total)),
    message: lines.filter(Boolean).join('\n'),
  });
}

const batchNews = 'batch';

const batchTodo = (all: boolean, newlyAtRisk: number | undefined): string => {
  if (newlyAtRisk !== undefined) return t('notify_batch_changed');
  return all ? t('notify_batch_todo') : t('notify_failed_todo');
};

/** The popup is open, or the view's page is in front of the user, whose button says the same. */
async function isLookedAt({ view }: Job): Promise<boolean> {
  const popups = await browser.runtime.getContexts?.({ contextTypes: ['POPUP'] });
  if (popups && popups.length > 0) return true;
  const [tab] = await browser.tabs.query({ active: true, lastFocusedWindow: true });
  const shown = readExplorerView(tab?.url);
  if (!shown || !sameView(shown, view) || tab?.windowId === undefined) return false;
  return (await browser.windows.get(tab.windowId)).focused;
}

/** Follows clicks on notifications: to the file, or to where it is said what to do. */
export function listenToNotifications(onError: (error: unknown) => void): void {
  api()?.onClicked.addListener((id) => void openFor(id).catch(onError));
  if (takesButtons) api()?.onButtonClicked?.addListener((id) => void openReport(id).catch(onError));
}

async function openReport(id: string): Promise<void> {
  await api()?.clear(id);
  await showPage(reportUrl({ id: jobIdIn(id) }));
}

async function openFor(id: string): Promise<void> {
  await api()?.clear(id);
  if (id.startsWith(batchNews + separator)) return showPage(await batchPage(jobIdIn(id)));
  const job = await loadJob(jobIdIn(id));
  if (job?.phase === 'done' && job.file) return showSaved(job.file).catch(showHistory);
  await browser.action.openPopup().catch(showHistory);
}

/** What changed, where that is known; else the list of exports. */
async function batchPage(id: string): Promise<string> {
  const batch = (await loadKnown()).batches.find((known) => known.id === id);
  const shown = batch?.changes?.shown;
  return shown ? reportUrl({ id: shown.export }, shown.before) : '/export-history.html';
}

const showHistory = (): Promise<void> => showPage('/export-history.html');

/** In a tab; where no window is open, as on macOS, in a new one. */
async function showPage(path: string): Promise<void> {
  const url = browser.runtime.getURL(path as never);
  const windows = await browser.windows.getAll({ windowTypes: ['normal'] });
  if (windows.length > 0) await browser.tabs.create({ url });
  else await browser.windows.create({ url });
}
