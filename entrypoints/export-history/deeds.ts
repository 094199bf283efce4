import type { MenuItem } from '../../components/action-menu.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { kindOf } from '../../lib/problems/problems.ts';
import { reportUrl } from '../../lib/surfaces/report-url.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';
import type { Offer } from './offer.ts';

interface Own {
  rename(): void;
  details(): void;
}

/** All else that can be done with it. */
export function menuOf(job: Job, deeds: Deeds, first: Offer | undefined, own: Own): MenuItem[] {
  const problem = problemOf(job);
  const item = (deed: keyof Deeds, label: MessageKey): MenuItem[] => {
    const done = deeds[deed];
    return done && deed !== first?.[0] ? [{ label: t(label), deed: done }] : [];
  };
  return [
    ...item('showFile', 'showInFolder'),
    ...(job.phase === 'done' ? [{ label: t('openReport'), href: reportUrl(job) }] : []),
    ...(problem && kindOf(problem.code).retryFrom ? item('retry', 'retry') : []),
    ...item('fetchAgain', 'fetchAgain'),
    ...item('exportAgain', 'exportAgain'),
    { label: t('openView'), href: explorerUrl(job.view) },
    { label: t('history_rename'), deed: own.rename },
    { label: t('details'), deed: own.details },
    ...item('cancel', 'stopFollowing'),
    ...item('remove', 'remove'),
  ];
}
