import { useState } from 'preact/hooks';
import { Ids } from '../../components/ids.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import { formatCount, formatDuration, formatTime, t } from '../../lib/i18n.ts';
import type { ServiceExport, ServiceExports } from '../../lib/jobs/elsewhere.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { send } from '../../lib/messages.ts';
import type { Problem } from '../../lib/problems.ts';
import { Refused, reasonOf } from '../../lib/refused.ts';
import { nameOf, type ViewNames } from '../../lib/view-names.ts';

interface Props {
  organizations: string[];
  jobs: Job[];
  names: ViewNames;
  now: number;
  deeds: Deeds;
  onFetch(found: ServiceExport): void;
}

/** Exports that the service knows and this browser did not start: asked for by a click, shown, downloaded. */
export function Elsewhere({ organizations, jobs, names, now, deeds, onFetch }: Props) {
  const [chosen, setChosen] = useState<string>();
  const organization = chosen ?? organizations[0];
  const [found, setFound] = useState<ServiceExports | 'asking'>();
  if (organization === undefined) return null;
  const ask = () => {
    setFound('asking');
    send('listServiceExports', { goalsOrganizationId: organization }).then(setFound, (reason) =>
      setFound({ problem: problemFrom(reason) }),
    );
  };
  const own = new Set(jobs.map(({ exportJobId }) => exportJobId));
  return (
    <section class="elsewhere" aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t('elsewhere')}</h2>
      <p>{t('elsewhere_hint')}</p>
      <div class="actions">
        {organizations.length > 1 ? (
          <select
            aria-label={t('organization')}
            value={organization}
            onChange={(event) => {
              setChosen(event.currentTarget.value);
              setFound(undefined);
            }}
          >
            {organizations.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        ) : null}
        <button
          type="button"
          aria-disabled={found === 'asking'}
          onClick={found === 'asking' ? undefined : ask}
        >
          {t('elsewhere_ask')}
        </button>
        <span role="status" class="quiet">
          {summary(found, own)}
        </span>
      </div>
      {typeof found === 'object' && 'problem' in found ? (
        <ProblemPanel
          problem={found.problem}
          subject={{ goalsOrganizationId: organization }}
          deeds={{ ...deeds, retry: ask, signIn: ask }}
        />
      ) : null}
      {typeof found === 'object' && 'exports' in found ? (
        <ul>
          {found.exports
            .filter(({ exportJobId }) => !own.has(exportJobId))
            .map((one) => (
              <li key={one.exportJobId}>
                <Found found={one} names={names} jobs={jobs} now={now} onFetch={() => onFetch(one)} />
              </li>
            ))}
        </ul>
      ) : null}
    </section>
  );
}

const fetchable = new Set(['succeeded', 'running', 'notStarted']);

interface FoundProps extends Pick<Props, 'jobs' | 'names' | 'now'> {
  found: ServiceExport;
  onFetch(): void;
}

function Found({ found: { view, status, createdAt, expiresAt }, jobs, names, now, onFetch }: FoundProps) {
  const title = jobs.find((job) => job.view.explorerViewId === view.explorerViewId)?.title;
  const name = nameOf({ view, ...(title ? { title } : {}) }, names);
  const gone = expiresAt !== undefined && expiresAt <= now;
  const left = expiresAt === undefined || gone ? '' : formatDuration(expiresAt - now);
  return (
    <article class="entry" aria-label={name}>
      <header>
        <h3 dir="auto">{name}</h3>
        <span class="badge">{statusName(gone ? 'expired' : status)}</span>
      </header>
      <Ids
        rows={[
          ['history_requested', createdAt === undefined ? undefined : formatTime(createdAt, now)],
          ['viewId', view.explorerViewId],
        ]}
      />
      {gone || !fetchable.has(status) ? null : (
        <div class="actions">
          <button type="button" onClick={onFetch}>
            {t(status === 'succeeded' ? 'elsewhere_download' : 'elsewhere_follow')}
          </button>
          {left ? <span class="quiet">{t('keptFor', left)}</span> : null}
        </div>
      )}
    </article>
  );
}

function statusName(status: string): string {
  if (status === 'succeeded') return t('elsewhere_succeeded');
  if (status === 'notStarted') return t('status_waiting');
  if (status === 'running') return t('status_running');
  if (status === 'failed') return t('status_failed');
  if (status === 'skipped') return t('elsewhere_skipped');
  return status === 'expired' ? t('elsewhere_expired') : status;
}

function summary(found: ServiceExports | 'asking' | undefined, own: Set<string | undefined>): string {
  if (found === 'asking') return t('elsewhere_asking');
  if (!found || 'problem' in found) return '';
  const others = found.exports.filter(({ exportJobId }) => !own.has(exportJobId)).length;
  return others === 0 ? t('elsewhere_none') : t('elsewhere_found', formatCount(others));
}

const problemFrom = (reason: unknown): Problem => ({
  code: reason instanceof Refused ? reason.code : 'internal',
  at: Date.now(),
  value: reasonOf(reason),
});
