import type { ComponentChildren } from 'preact';
import { AfterPaint } from '../../components/after-paint.tsx';
import { Steps } from '../../components/steps.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf } from '../../lib/jobs/status.ts';
import { kindOf } from '../../lib/problems/problems.ts';
import { formatElapsed, t } from '../../lib/texts/i18n.ts';
import { stateText } from './state-text.ts';

interface Props {
  job: Job;
  now: number;
  deeds: Deeds;
  /** What is offered meanwhile. */
  children?: ComponentChildren;
}

/** An export that goes on by itself: how far it is, or why it waits. */
export function Running({ job, now, deeds, children }: Props) {
  const problem = problemOf(job);
  const again = problem && kindOf(problem.code).retryFrom ? deeds.retry : undefined;
  return (
    <>
      <div class="state">
        <span>{stateText(job)}</span>
        <span class="quiet" dir="auto">
          <AfterPaint>{() => formatElapsed(elapsedOf(job, now))}</AfterPaint>
        </span>
      </div>
      <Steps job={job} />
      {job.joined ? <p class="quiet">{t('joined')}</p> : null}
      <div>
        <p class="quiet">{t('mayClose')}</p>
        {children}
      </div>
      <div class="actions">
        <button type="button" onClick={deeds.cancel}>
          {t('stopFollowing')}
        </button>
        {again ? (
          <button type="button" onClick={again}>
            {t('retry')}
          </button>
        ) : null}
      </div>
    </>
  );
}
