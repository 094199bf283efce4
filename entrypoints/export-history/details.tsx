import { useEffect, useRef } from 'preact/hooks';
import { Ids } from '../../components/ids.tsx';
import { NotExcel } from '../../components/not-excel.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Steps } from '../../components/steps.tsx';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { formatTime, t } from '../../lib/texts/i18n.ts';

interface Props {
  job: Job;
  name: string;
  now: number;
  adminConsentUrl?: string | undefined;
  /** Comes into view, with the focus. */
  focus: boolean;
  onClose(): void;
}

/** All that is known of an export; what can be done about it stands in its row. */
export function Details({ job, name, now, adminConsentUrl, focus, onClose }: Props) {
  const { view, account, expiresAt = 0, requestedAt, updatedAt } = job;
  const section = useRef<HTMLElement>(null);
  const problem = problemOf(job);
  useEffect(() => {
    if (!focus) return;
    section.current?.focus({ preventScroll: true });
    section.current?.scrollIntoView?.({ block: 'nearest' });
  }, []);
  return (
    <section class="details" ref={section} tabIndex={-1} aria-label={t('named', t('details'), name)}>
      {isOpen(job) ? <Steps job={job} /> : null}
      {job.joined && isOpen(job) ? <p>{t('joined')}</p> : null}
      {problem ? (
        <ProblemPanel problem={problem} waits={isOpen(job)} adminConsentUrl={adminConsentUrl} />
      ) : null}
      <Ids
        rows={[
          ['history_requested', formatTime(requestedAt, now)],
          ['history_ended', isOpen(job) ? undefined : formatTime(updatedAt, now)],
          ['history_keptUntil', expiresAt > now ? formatTime(expiresAt, now) : undefined],
          ['account', account?.username],
          ['organizationId', view.goalsOrganizationId],
          ['viewId', view.explorerViewId],
        ]}
      />
      <NotExcel file={job.file} />
      {job.noCopy ? <p class="quiet">{t('report_copy_refused', job.noCopy)}</p> : null}
      <div class="actions">
        <button type="button" onClick={onClose}>
          {t('history_closeDetails')}
        </button>
      </div>
    </section>
  );
}
