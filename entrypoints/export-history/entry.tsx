import { Ids } from '../../components/ids.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Steps } from '../../components/steps.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { explorerUrl } from '../../lib/explorer-view.ts';
import { baseName } from '../../lib/files/file-name.ts';
import {
  formatBytes,
  formatDuration,
  formatElapsed,
  formatTime,
  type MessageKey,
  t,
} from '../../lib/i18n.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import { reportUrl } from '../../lib/report-url.ts';
import { nameOf, type ViewNames } from '../../lib/view-names.ts';
import { ViewName } from './view-name.tsx';

interface Props {
  job: Job;
  now: number;
  names: ViewNames;
  deeds: Deeds;
  adminConsentUrl?: string | undefined;
  onRename(name: string): void;
}

const offered: [keyof Deeds, MessageKey][] = [
  ['openFile', 'openFile'],
  ['showFile', 'showInFolder'],
  ['fetchAgain', 'fetchAgain'],
  ['exportAgain', 'exportAgain'],
];

const ending: typeof offered = [
  ['cancel', 'stopFollowing'],
  ['remove', 'remove'],
];

/** One export of the history: all that is known of it, and all that can be done with it. */
export function Entry({ job, now, names, deeds, adminConsentUrl, onRename }: Props) {
  const { view, account, file, expiresAt, requestedAt } = job;
  const status = statusOf(job);
  const problem = problemOf(job);
  const name = nameOf(job, names);
  const kept = deeds.fetchAgain && expiresAt !== undefined ? formatDuration(expiresAt - now) : '';
  const facts: [MessageKey, string | undefined][] = [
    ['history_requested', formatTime(requestedAt, now)],
    ['history_took', formatElapsed(elapsedOf(job, now))],
    ['account', account?.username],
    ['history_size', file && formatBytes(file.bytes)],
    ['history_file', file && baseName(file.name)],
  ];
  const button = ([deed, label]: (typeof offered)[0]) =>
    deeds[deed] ? (
      <button type="button" key={deed} class="link" data-deed={deed} onClick={deeds[deed]}>
        {t(label)}
      </button>
    ) : null;
  return (
    <article class="entry" aria-label={name}>
      <header>
        <ViewName name={name} onRename={onRename} />
        <span class={`badge ${status}`}>{t(statusText(status))}</span>
      </header>
      {isOpen(job) ? <Steps job={job} /> : null}
      <dl class="facts">
        {facts.map(([label, value]) =>
          value ? (
            <div key={label}>
              <dt>{t(label)}</dt>
              <dd dir="auto">{value}</dd>
            </div>
          ) : null,
        )}
      </dl>
      <Ids
        rows={[
          ['organizationId', view.goalsOrganizationId],
          ['viewId', view.explorerViewId],
        ]}
      />
      {problem ? (
        <ProblemPanel
          problem={problem}
          subject={{}}
          waits={isOpen(job)}
          deeds={deeds}
          adminConsentUrl={adminConsentUrl}
        />
      ) : null}
      <div class="actions">
        {offered.map(button)}
        {status === 'done' ? (
          <a href={reportUrl(job)} target="_blank" rel="noreferrer">
            {t('openReport')}
          </a>
        ) : null}
        <a href={explorerUrl(view)} target="_blank" rel="noreferrer">
          {t('openView')}
        </a>
        {ending.map(button)}
      </div>
      {job.noCopy ? <p class="quiet">{t('report_copy_refused', job.noCopy)}</p> : null}
      {kept ? <p class="quiet">{t('keptFor', kept)}</p> : null}
    </article>
  );
}
