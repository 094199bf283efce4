import { useState } from 'preact/hooks';
import { type ExplorerView, keyOf } from '../../lib/goals/explorer-view.ts';
import { send } from '../../lib/messages/messages.ts';
import type { Problem } from '../../lib/problems/problems.ts';
import { formatCount, formatTime, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';

interface Found {
  view: ExplorerView;
  /** When it was last exported, by whomever. */
  at?: number | undefined;
}

interface Props {
  views: ListedView[];
  /** Tells of what fails, and reads the list anew. */
  tell(deed: Promise<unknown>): Promise<void>;
  onProblem(problem: Problem): void;
}

/** Views that others export, or that were exported by other means: out of the organizations' export jobs. */
export function FindViews({ views, tell, onProblem }: Props) {
  const [found, setFound] = useState<Found[]>();
  const [asking, setAsking] = useState(false);
  const organizations = new Set(views.map(({ view }) => view.goalsOrganizationId));
  const known = new Set(views.map(({ view }) => keyOf(view)));
  const left = found?.filter(({ view }) => !known.has(keyOf(view)));

  const find = async () => {
    const all = new Map<string, Found>();
    for (const goalsOrganizationId of organizations) {
      const answer = await send('listServiceExports', { goalsOrganizationId });
      if ('problem' in answer) onProblem(answer.problem);
      else
        for (const { view, createdAt } of answer.exports)
          if (!all.has(keyOf(view))) all.set(keyOf(view), { view, at: createdAt });
    }
    setFound([...all.values()]);
  };
  const ask = async () => {
    setAsking(true);
    await tell(find());
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
      {left && left.length > 0 ? (
        <ul class="views" aria-label={t('views_find')}>
          {left.map((one) => (
            <li key={keyOf(one.view)} class="found">
              <span>
                <bdi>{one.view.explorerViewId}</bdi>
                {one.at === undefined ? null : <span class="quiet"> · {formatTime(one.at)}</span>}
              </span>
              <button
                type="button"
                aria-label={`${t('views_add')}: ${one.view.explorerViewId}`}
                onClick={() => tell(send('addViews', { views: [one.view], source: 'service' }))}
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
