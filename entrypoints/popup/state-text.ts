import { textsOf } from '../../components/problem-texts.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import type { Problem } from '../../lib/problems/problems.ts';
import { formatTime, t } from '../../lib/texts/i18n.ts';

/** One line of what an open export does, or waits for. */
export function stateText(job: Job): string {
  const problem = problemOf(job);
  if (problem?.retryAt)
    return t('sentences', textsOf(problem).title, t('continuesAt', formatTime(problem.retryAt)));
  const status = statusOf(job);
  return t(status === 'running' ? 'preparing' : statusText(status));
}

/** The same for who hears it: what went wrong with its reason, what it waits for, whose export it is. */
export function spokenOf(job: Job): string {
  const problem = problemOf(job);
  if (problem) return problem.retryAt ? stateText(job) : spokenProblem(problem);
  return job.joined ? t('sentences', stateText(job), t('wasJoined')) : stateText(job);
}

export function spokenProblem(problem: Problem): string {
  const { title, sentence } = textsOf(problem);
  return t('sentences', title, sentence);
}
