import { defineBackground } from 'wxt/utils/define-background';
import { signOut } from '../lib/auth/auth.ts';
import { browser } from '../lib/browser/browser.ts';
import { onSiteAccessChanged } from '../lib/browser/site-access.ts';
import { isNextStep } from '../lib/jobs/alarm.ts';
import { changeSettings, checkSettings, listenToSettings } from '../lib/jobs/change-settings.ts';
import { cancelExport, fetchExport, requestExport, retryExport, signInByUser } from '../lib/jobs/commands.ts';
import { askOfCopies, keepFewerCopies } from '../lib/jobs/copies.ts';
import { listServiceExports } from '../lib/jobs/elsewhere.ts';
import { isOpen, type Job } from '../lib/jobs/job.ts';
import { loadOpenJobs } from '../lib/jobs/load.ts';
import { renameView } from '../lib/jobs/rename-view.ts';
import { resumePaused, runDueJobs, runSavingJobs } from '../lib/jobs/runner.ts';
import { loadViewNames } from '../lib/jobs/view-names.ts';
import { onJobsChanged, rebuildIndex, removeBrokenRecords, removeJob } from '../lib/jobs/write.ts';
import { answerMessages, type MessageSender } from '../lib/messages/answer-messages.ts';
import { report } from '../lib/problems/refused.ts';
import { readSettings } from '../lib/settings/catalogue.ts';
import { onAllowedChanged } from '../lib/settings/needs.ts';
import { showBadge } from '../lib/surfaces/badge.ts';
import { exportFromPage, exportTab, showPopup } from '../lib/surfaces/export-tab.ts';
import { createMenus, listenToMenusAndKeys } from '../lib/surfaces/menus.ts';
import { listenToNotifications, type News, newsOf, notify } from '../lib/surfaces/notify.ts';
import { loadStatusFor, tellExplorerPages } from '../lib/surfaces/view-status.ts';
import { welcome } from '../lib/surfaces/welcome.ts';
import { batchAlarm, goOn, writeBatch } from '../lib/views/batches.ts';
import { addViews, removeView, setSchedule } from '../lib/views/change.ts';
import { isToldByBatch } from '../lib/views/news.ts';

export default defineBackground({
  type: { firefox: 'module' },
  main() {
    answerPages();
    listenToMenusAndKeys(report);
    listenToNotifications(report);
    followAlarmsAndDownloads();
    followStorage();
    followPermissions();
    followInstallation();
    run(runDueJobs());
    run(checkSettings());
    run(goOnWithBatches());
    run(showOpenJobs());
    run(keepStorageFromPages());
  },
});

const run = (work: Promise<unknown>) => void work.catch(report);
const goOnWithBatches = (interactive?: boolean, spread?: boolean) => goOn(run, interactive, spread);
const showOpenJobs = () => loadOpenJobs().then(showBadge);
const tabOf = ({ tab }: MessageSender) => {
  if (!tab) throw new Error('no tab');
  return tab;
};

function answerPages(): void {
  answerMessages({
    exportThisView: ({ view }, sender) => exportFromPage(tabOf(sender), view),
    viewStatus: ({ view }, sender) => loadStatusFor(tabOf(sender), view),
    showDetails: (_input, sender) => showPopup(tabOf(sender)),
    exportTab: async ({ tabId, view }) => exportTab(await browser.tabs.get(tabId), view),
    exportView: ({ view }) => requestExport(view, undefined),
    fetchExport: ({ view, exportJobId }) => fetchExport(view, exportJobId),
    listServiceExports: ({ goalsOrganizationId }) => listServiceExports(goalsOrganizationId),
    renameView: ({ view, name }) => renameView(view, name),
    retry: ({ jobId, host }) => retryExport(jobId, host),
    cancel: ({ jobId }) => cancelExport(jobId),
    remove: ({ jobId }) => removeJob(jobId),
    removeBroken: removeBrokenRecords,
    signIn: ({ choose }) => signInByUser(choose),
    signOut,
    saveSettings: ({ settings }) => changeSettings(settings),
    addViews: ({ views, source }) => addViews(views, source),
    removeView: ({ view }) => removeView(view).then(() => goOnWithBatches()),
    exportSelected: async ({ views, oneFile = false }) => {
      const id = await writeBatch(views, oneFile);
      run(goOnWithBatches(true));
      return id;
    },
    setSchedule: ({ views, rule, oneFile }) =>
      setSchedule(views, rule ?? undefined, oneFile).then(() => goOnWithBatches()),
  });
}

function followAlarmsAndDownloads(): void {
  browser.alarms.onAlarm.addListener((alarm) => {
    if (isNextStep(alarm)) run(runDueJobs());
    if (alarm.name === batchAlarm) run(goOnWithBatches());
  });
  browser.downloads.onChanged.addListener(({ id, state }) => {
    if (!state) return;
    run(runSavingJobs(id));
    run(goOnWithBatches());
  });
}

function followStorage(): void {
  browser.storage.onChanged.addListener((changes, area) => {
    if (area === 'session' && changes.signedInAt) run(resumePaused('signIn'));
    if (area !== 'managed' && !(area === 'local' && changes.settings)) return;
    run(tellExplorerPages());
    run(goOnWithBatches());
    const { oldValue, newValue } = changes.settings ?? {};
    if (area === 'managed' || readSettings(oldValue).keepCopies !== readSettings(newValue).keepCopies)
      run(keepFewerCopies());
  });
  listenToSettings(run);
  onJobsChanged((changes) => {
    const views = changes.flatMap(({ before, after }) => (before ?? after)?.view ?? []);
    run(tellExplorerPages(views));
    run(showOpenJobs());
    const removed = changes.flatMap(({ before, after }) => (before && !after ? before.id : []));
    if (removed.length > 0) run(askOfCopies('dropCopies', { ids: removed }));
    for (const { before, after } of changes) {
      const news = newsOf(before, after);
      if (news && after) run(tell(after, news));
    }
    if (changes.some(({ after }) => !after || !isOpen(after))) run(goOnWithBatches());
  });
}

function followPermissions(): void {
  // Chromium has notifications only from then on.
  onAllowedChanged((key, allowed) => {
    if (key === 'notify' && allowed) listenToNotifications(report);
  });
  onSiteAccessChanged(() => {
    run(showOpenJobs());
    run(resumePaused('siteAccess'));
    run(tellExplorerPages());
  });
}

/** Both events start the background if need be: after an update or a restart exports go on. */
function followInstallation(): void {
  browser.runtime.onInstalled.addListener(({ reason }) => {
    run(createMenus());
    // The version before may not have known of the index.
    run(rebuildIndex().then(runDueJobs));
    if (reason === 'install') run(welcome());
  });
  browser.runtime.onStartup.addListener(() => {
    run(createMenus());
    // The organization's policy may have become another while the browser was closed.
    run(keepFewerCopies());
    run(goOnWithBatches(false, false));
  });
}

/** What is told of an export; of a batch's, what all of them have in common is told once. */
async function tell(job: Job, news: News): Promise<void> {
  if (!(await isToldByBatch(job, news))) await notify(job, news, await loadViewNames());
}

/** Content scripts run beside the page's own scripts: they get what they need by messages (Chromium only). */
async function keepStorageFromPages(): Promise<void> {
  await browser.storage.local.setAccessLevel?.({ accessLevel: 'TRUSTED_CONTEXTS' });
}
