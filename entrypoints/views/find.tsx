import { useState } from 'preact/hooks';
import { Refusal } from '../../components/refusal.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { type ExplorerView, keyOf } from '../../lib/goals/explorer-view.ts';
import { unnamed } from '../../lib/jobs/view-names.ts';
import { send } from '../../lib/messages/messages.ts';
import type { Problem } from '../../lib/problems/problems.ts';
import { problemFrom } from '../../lib/problems/refused.ts';
import { formatCount, formatWhen, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';

interface Found {
  view: ExplorerView;
  /** When it was last exported, by whomever. */
  at?: number | undefined;
}

interface Props {
  views: ListedView[];
  organizationOf(view: ExplorerView): string;
  onAdded(): Promise<void>;
}

/** Views that others export, or that were exported by other means: out of the organizations' export jobs. */
export function FindViews({ views, organizationOf, onAdded }: Props) {
  const [found, setFound] = useState<Found[]>();
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const { refused, tell, openOptions, signIn } = useDeeds(true);
  const organizations = new Set(views.map(({ view }) => view.goalsOrganizationId));
  const known = new Set(views.map(({ view }) => keyOf(view)));
  const left = found?.filter(({ view }) => !known.has(keyOf(view)));

  const ask = async () => {
    setAsking(true);
    setProblem(undefined);
    const all = new Map<string, Found>();
    const problems: Problem[] = [];
    for (const goalsOrganizationId of organizations) {
      const answer = await send('listServiceExports', { goalsOrganizationId }).catch((error) => ({
        problem: problemFrom(error),
      }));
      if ('problem' in answer) problems.push(answer.problem);
      else
        for (const { view, createdAt } of answer.exports)
          if (!all.has(keyOf(view))) all.set(keyOf(view), { view, at: createdAt });
    }
    // That there is none, nobody knows who was not told.
    setFound(all.size > 0 || problems.length === 0 ? [...all.values()] : undefined);
    setProblem(problems[0]);
    setAsking(false);
  };
  if (organizations.size === 0) return null;
  return (
    <div class="find">
      <div class="actions">
        <button type="button" disabled={asking} onClick={ask}>
          {t('views_find')}
        </button>
        <span role="status">
          {left && !asking
            ? left.length > 0
              ? t('views_found', formatCount(left.length))
              : t('views_found_none')
            : ''}
        </span>
      </div>
      <Refusal
        problem={refused ?? problem}
        deeds={{ openOptions, retry: ask, signIn: ask, switchAccount: () => signIn(true) }}
      />
      {left && left.length > 0 ? (
        <ul class="views" aria-label={t('views_find')}>
          {left.map((one) => (
            <li key={keyOf(one.view)} class="found">
              <span>
                {unnamed(one.view)}
                <span class="quiet">
                  {' · '}
                  <bdi>{organizationOf(one.view)}</bdi>
                  {one.at === undefined ? '' : ` · ${formatWhen(one.at)}`}
                </span>
              </span>
              <button
                type="button"
                aria-label={t('named', t('views_add'), unnamed(one.view))}
                onClick={() => tell(send('addViews', { views: [one.view], source: 'service' }).then(onAdded))}
              >
                {t('views_add')}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
