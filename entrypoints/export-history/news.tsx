import { useEffect, useRef, useState } from 'preact/hooks';
import { problemText } from '../../components/problem-texts.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import { nameOf, type ViewNames } from '../../lib/jobs/view-names.ts';
import { inARow, t } from '../../lib/texts/i18n.ts';

/** What is worth saying of an export; empty while it merely goes on. */
const stateOf = (job: Job): string =>
  problemOf(job)?.code ?? (isOpen(job) ? (job.joined ? 'joined' : '') : job.phase);

/** How it is said. */
function newsOf(job: Job, names: ViewNames): string {
  const name = nameOf(job, names);
  const problem = problemOf(job);
  if (problem)
    return t('sentences', t('named', name, problemText(problem, 'title')), problemText(problem, 'happened'));
  if (job.phase === 'done') return t('notify_done', name);
  return t('named', name, t(isOpen(job) ? 'joined' : statusText(statusOf(job))));
}

interface Props {
  jobs: Job[];
  names: ViewNames;
}

/** Says once and politely what becomes of exports while the page is open; what it opened with stands there to be read. */
export function News({ jobs, names }: Props) {
  const known = useRef<Map<string, string>>(undefined);
  const [news, setNews] = useState('');
  useEffect(() => {
    const states = new Map(jobs.map((job) => [job.id, stateOf(job)]));
    const before = known.current ?? states;
    known.current = states;
    const fresh = jobs.filter((job) => stateOf(job) !== '' && stateOf(job) !== before.get(job.id));
    if (fresh.length > 0) setNews(inARow(...fresh.map((job) => newsOf(job, names))));
  }, [jobs]);
  return (
    <p role="status" class="visually-hidden">
      {news}
    </p>
  );
}
