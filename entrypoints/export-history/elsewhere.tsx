import { useEffect, useState } from 'preact/hooks';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { Select } from '../../components/select.tsx';
import type { Deeds } from '../../components/use-deeds.ts';
import type { ServiceExport, ServiceExports } from '../../lib/jobs/elsewhere.ts';
import type { Job } from '../../lib/jobs/job.ts';
import type { ViewNames } from '../../lib/jobs/view-names.ts';
import { send } from '../../lib/messages/messages.ts';
import { problemFrom } from '../../lib/problems/refused.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { Found } from './found.tsx';
import { OrganizationForm } from './organization-form.tsx';

interface Props {
  /** Organizations that are known: id and name. */
  organizations: Map<string, string>;
  jobs: Job[];
  names: ViewNames;
  now: number;
  deeds: Deeds;
  onFetch(found: ServiceExport): void;
}

/** Exports that the service knows and this browser did not start: asked for by a click, shown, downloaded. */
export function Elsewhere({ organizations, jobs, names, now, deeds, onFetch }: Props) {
  const [chosen, setChosen] = useState(() => organizations.keys().next().value);
  const [found, setFound] = useState<ServiceExports | 'asking'>();
  const ask = (goalsOrganizationId: string) => {
    setChosen(goalsOrganizationId);
    setFound('asking');
    send('listServiceExports', { goalsOrganizationId }).then(setFound, (reason) =>
      setFound({ problem: problemFrom(reason) }),
    );
  };
  useEffect(() => {
    if (chosen !== undefined) ask(chosen);
  }, []);
  const again = () => chosen !== undefined && ask(chosen);
  const own = new Set(jobs.map(({ exportJobId }) => exportJobId));
  const others =
    typeof found === 'object' && 'exports' in found
      ? found.exports.filter(({ exportJobId }) => !own.has(exportJobId))
      : [];
  return (
    <section class="card elsewhere" aria-labelledby="elsewhere">
      <h2 id="elsewhere">{t('elsewhere')}</h2>
      <p class="quiet">{t('elsewhere_hint')}</p>
      {organizations.size > 1 ? (
        <Select aria-label={t('organization')} value={chosen} options={[...organizations]} onChange={ask} />
      ) : null}
      {organizations.size === 0 ? <OrganizationForm onGiven={ask} /> : null}
      <p role="status">{summary(found, others.length)}</p>
      {typeof found === 'object' && 'problem' in found ? (
        <ProblemPanel
          heading="h3"
          problem={found.problem}
          deeds={{ ...deeds, retry: again, signIn: again }}
        />
      ) : null}
      {others.length > 0 ? (
        <table class="exports">
          <thead>
            <tr>
              <th scope="col">{t('view')}</th>
              <th scope="col">{t('history_when')}</th>
              <th scope="col">{t('history_state')}</th>
              <td />
            </tr>
          </thead>
          <tbody>
            {others.map((one) => (
              <Found
                key={one.exportJobId}
                found={one}
                names={names}
                jobs={jobs}
                now={now}
                onFetch={() => onFetch(one)}
              />
            ))}
          </tbody>
        </table>
      ) : null}
    </section>
  );
}

function summary(found: ServiceExports | 'asking' | undefined, others: number): string {
  if (found === 'asking') return t('elsewhere_asking');
  if (!found || 'problem' in found) return '';
  return others === 0 ? t('elsewhere_none') : t('elsewhere_found', formatCount(others));
}
