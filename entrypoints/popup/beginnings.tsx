import { ProblemPanel } from '../../components/problem-panel.tsx';
import type { ExplorerPage } from '../../lib/goals/explorer-view.ts';
import { goalsOrigin } from '../../lib/goals/hosts.ts';
import { t } from '../../lib/texts/i18n.ts';

/* What the popup shows where there is no view to export yet. */

export function SetUp({ onSetUp }: { onSetUp(): void }) {
  return (
    <section class="view" aria-label={t('setUpNeeded')}>
      <h2>{t('setUpNeeded')}</h2>
      <p>{t('setUpNeeded_todo')}</p>
      <button type="button" class="primary" onClick={onSetUp}>
        {t('setUp')}
      </button>
    </section>
  );
}

/** @param hidden the browser does not tell the address: it is of another site, or the organization keeps extensions off this one */
export function OtherPage({ hidden }: { hidden: boolean }) {
  return (
    <section class="view">
      <p>{t('goToExplorer')}</p>
      <a class="button primary" href={goalsOrigin} target="_blank" rel="noreferrer">
        {t('openGoals')}
      </a>
      {hidden ? <p class="quiet">{t('siteBlocked', new URL(goalsOrigin).host)}</p> : null}
    </section>
  );
}

/** The address of the page says why there is nothing to export. */
export function Invalid({ page }: { page: Extract<ExplorerPage, { invalid: unknown }> }) {
  return (
    <>
      <ProblemPanel problem={{ code: page.invalid, value: page.value, at: Date.now() }} />
      <a class="button primary" href={goalsOrigin} target="_blank" rel="noreferrer">
        {t('openGoals')}
      </a>
    </>
  );
}
