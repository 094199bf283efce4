import { Ids } from '../../components/ids.tsx';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import type { ExplorerPage } from '../../lib/explorer-view.ts';
import { goalsOrigin } from '../../lib/hosts.ts';
import { t } from '../../lib/i18n.ts';
import type { Account } from '../../lib/jobs/job.ts';

interface Props {
  page: ExplorerPage | undefined;
  /** The browser does not tell the address of the tab: it is of another site, or the organization keeps extensions off this one. */
  hidden: boolean;
  /** What the view is called. */
  name: string | undefined;
  /** In whose name it is exported, as far as that is known. */
  account: Account | undefined;
  /** An export of the view is under way. */
  busy: boolean;
  onExport: (() => void) | undefined;
}

/** Which view it is, and the button; on any other page, where to go. */
export function CurrentView({ page, hidden, name, account, busy, onExport }: Props) {
  if (!page)
    return (
      <div class="card">
        <p>{t('goToExplorer')}</p>
        {hidden ? <p class="quiet">{t('siteBlocked', new URL(goalsOrigin).host)}</p> : null}
      </div>
    );
  if ('invalid' in page)
    return (
      <ProblemPanel
        heading="h2"
        problem={{ code: page.invalid, value: page.value, at: Date.now() }}
        subject={{}}
        deeds={{}}
      />
    );
  const { goalsOrganizationId, explorerViewId } = page.view;
  return (
    <section class="card" aria-label={t('currentView')}>
      <h2 dir="auto">{name ?? t('currentView')}</h2>
      <Ids
        rows={[
          ['organizationId', goalsOrganizationId],
          ['viewId', explorerViewId],
          ['account', account?.username],
        ]}
      />
      {/* Not disabled while it runs: the focus stays where it is, and pressing it again changes nothing. */}
      <button
        type="button"
        class="primary"
        aria-disabled={!onExport || busy}
        onClick={onExport}
        autofocus={Boolean(onExport)}
      >
        {t('exportView')}
      </button>
    </section>
  );
}
