import { useState } from 'preact/hooks';
import { todoOf } from '../../components/problem-texts.ts';
import { type ExplorerView, keyOf } from '../../lib/goals/explorer-view.ts';
import { send } from '../../lib/messages/messages.ts';
import type { Problem } from '../../lib/problems/problems.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import { formatCount, formatTime, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';

interface Found {
  view: ExplorerView;
  /** When it was last exported, by whomever. */
  at?: number | undefined;
}

/** Views that others export, or that were exported by other means: out of the organizations' export jobs. */
export function FindViews({ views, onAdded }: { views: ListedView[]; onAdded(): Promise<void> }) {
  const [found, setFound] = useState<Found[]>();
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<string>();
  const organizations = new Set(views.map(({ view }) => view.goalsOrganizationId));
  const known = new Set(views.map(({ view }) => keyOf(view)));
  const left = found?.filter(({ view }) => !known.has(keyOf(view)));

  const find = async () => {
    setAsking(true);
    setFailure(undefined);
    try {
      const all = new Map<string, Found>();
      for (const goalsOrganizationId of organizations) {
        const answer = await send('listServiceExports', { goalsOrganizationId });
        if ('problem' in answer) setFailure(problemText(answer.problem));
        else
          for (const { view, createdAt } of answer.exports)
            if (!all.has(keyOf(view))) all.set(keyOf(view), { view, at: createdAt });
      }
      setFound([...all.values()]);
    } catch (error) {
      setFailure(t('report_take_failed', reasonOf(error)));
    } finally {
      setAsking(false);
    }
  };
  const add = async (chosen: Found[]) => {
    try {
      await send('addViews', { views: chosen.map(({ view }) => view), source: 'service' });
      await onAdded();
    } catch (error) {
      setFailure(t('report_take_failed', reasonOf(error)));
    }
  };
  if (organizations.size === 0) return null;
  return (
    <div class="find">
      <div class="actions">
        <button type="button" disabled={asking} onClick={find}>
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
      {failure ? <p role="alert">{failure}</p> : null}
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
                onClick={() => add([one])}
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

const problemText = ({ code, value = '', retryAt }: Problem): string => {
  const values = [value, ...(retryAt ? [formatTime(retryAt)] : [])];
  return `${t(`problem_${code}_title`, ...values)} ${t(todoOf(code), ...values)}`;
};
