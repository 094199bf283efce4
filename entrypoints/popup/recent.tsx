import chevron from 'fluent-icon:chevron-right-20-regular';
import cancelIcon from 'fluent-icon:dismiss-20-regular';
import folderIcon from 'fluent-icon:folder-20-regular';
import { AfterPaint } from '../../components/after-paint.tsx';
import { Icon } from '../../components/icon.tsx';
import { textsOf } from '../../components/problem-texts.ts';
import { StatusIcon } from '../../components/status-icon.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { elapsedOf, problemOf, statusOf, statusText } from '../../lib/jobs/status.ts';
import { nameOf, type ViewNames } from '../../lib/jobs/view-names.ts';
import {
  capitalized,
  formatBytes,
  formatElapsed,
  formatWhen,
  type MessageKey,
  t,
} from '../../lib/texts/i18n.ts';

/** How many have room beside the view's own. */
const most = 3;

interface Props {
  jobs: Job[];
  now: number;
  names: ViewNames;
  deedsFor(job: Job, now: number): Deeds;
}

/** The exports that matter most beside the view's own: what needs the user, what runs, what ended last. */
export function Recent({ jobs, now, names, deedsFor }: Props) {
  if (jobs.length === 0) return null;
  const rank = (job: Job) => (isPaused(job) ? 0 : isOpen(job) ? 1 : 2);
  const shown = [...jobs].sort((a, b) => rank(a) - rank(b)).slice(0, most);
  return (
    <section class="recent" aria-label={t('recent')}>
      <div class="title">
        <h2>{t('recent')}</h2>
        <a href="/export-history.html" target="_blank" rel="noreferrer">
          {t('allExports')}
        </a>
      </div>
      <ul>
        {shown.map((job) => (
          <li key={job.id} class={`row ${statusOf(job)}`}>
            <AfterPaint>
              {() => <Row job={job} name={nameOf(job, names)} now={now} deeds={deedsFor(job, now)} />}
            </AfterPaint>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface RowProps {
  job: Job;
  name: string;
  now: number;
  deeds: Deeds;
}

function Row({ job, name, now, deeds }: RowProps) {
  const status = statusOf(job);
  const text = (
    <>
      <span class="name" dir="auto" title={name}>
        {name}
      </span>
      <span class="quiet">{lineOf(job, now)}</span>
    </>
  );
  // What is to be done about a problem stands in the history.
  const leads = status === 'failed' || status === 'paused';
  return (
    <>
      <StatusIcon job={job} />
      {leads ? (
        <>
          <a
            class="text"
            href={`/export-history.html?export=${encodeURIComponent(job.id)}`}
            target="_blank"
            rel="noreferrer"
          >
            {text}
          </a>
          <Icon path={chevron} directed />
        </>
      ) : (
        <>
          <div class="text">{text}</div>
          <RowButton label="showInFolder" icon={folderIcon} name={name} deed={deeds.showFile} />
          <RowButton label="stopFollowing" icon={cancelIcon} name={name} deed={deeds.cancel} />
        </>
      )}
    </>
  );
}

function RowButton(props: { label: MessageKey; icon: string; name: string; deed: (() => void) | undefined }) {
  const label = t('named', t(props.label), props.name);
  return props.deed ? (
    <button type="button" class="icon-button" aria-label={label} title={t(props.label)} onClick={props.deed}>
      <Icon path={props.icon} />
    </button>
  ) : null;
}

/** What became of it, or becomes of it. */
function lineOf(job: Job, now: number): string {
  const problem = problemOf(job);
  if (problem) return textsOf(problem).title;
  const status = t(statusText(statusOf(job)));
  if (isOpen(job)) return `${status} · ${formatElapsed(elapsedOf(job, now))}`;
  const when = capitalized(formatWhen(job.updatedAt, now));
  return `${when} · ${job.file ? formatBytes(job.file.bytes) : status}`;
}
