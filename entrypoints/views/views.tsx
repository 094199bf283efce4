import emptyIcon from 'fluent-icon:apps-list-20-regular';
import { useState } from 'preact/hooks';
import { EmptyState } from '../../components/empty-state.tsx';
import { Field } from '../../components/field.tsx';
import { later } from '../../components/later.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { Refusal } from '../../components/refusal.tsx';
import { useDeeds } from '../../components/use-deeds.ts';
import { showSaved } from '../../lib/files/saved.ts';
import { type ExplorerView, explorerUrl, keyOf } from '../../lib/goals/explorer-view.ts';
import { unnamed } from '../../lib/jobs/view-names.ts';
import { send } from '../../lib/messages/messages.ts';
import type { Rule } from '../../lib/schedule/rule.ts';
import { t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { organizationsOf } from '../export-history/organizations.ts';
import { AddViews } from './add.tsx';
import { ChooseBar } from './choose-bar.tsx';
import { OneFile } from './one-file.tsx';
import { Row } from './row.tsx';
import { useViews, type ViewsState } from './use-views.ts';

const BatchLine = later(() => import('./batch-line.tsx').then((part) => part.BatchLine));
const FindViews = later(() => import('./find.tsx').then((part) => part.FindViews));
const ScheduleDialog = later(() => import('./schedule.tsx').then((part) => part.ScheduleDialog));

/** From this many on there is a search. */
const many = 6;

/** Every view that this browser knows: exported together, and on a schedule. */
export function Views({ first }: { first: ViewsState }) {
  const [{ views, batch, schedules, copies, adminConsentUrl }, reload] = useViews(first);
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [search, setSearch] = useState('');
  const [scheduling, setScheduling] = useState<ListedView[]>();
  const [oneFile, setOneFile] = useState(false);
  const { refused, tell: tellOf, openOptions, deedsFor } = useDeeds(true);

  const organizations = organizationsOf(views.flatMap(({ last }) => (last?.account ? [last] : [])));
  const several = new Set(views.map(({ view }) => view.goalsOrganizationId)).size > 1;
  /** What people know it by where an export told; by the start of its ID only where that tells it from another. */
  const organizationOf = ({ goalsOrganizationId: id }: ExplorerView) =>
    organizations.get(id) ?? (several ? `${id.slice(0, 8)}…` : '');
  const found = views.filter((view) => nameOf(view).toLowerCase().includes(search.trim().toLowerCase()));
  const selected = found.filter((view) => chosen.has(keyOf(view.view)));
  const tell = (deed: Promise<unknown>) => tellOf(deed.then(reload));
  const toggle = (view: ListedView) =>
    setChosen((last) => {
      const next = new Set(last);
      if (!next.delete(keyOf(view.view))) next.add(keyOf(view.view));
      return next;
    });
  const exportSelected = () =>
    tell(send('exportSelected', { views: selected.map(({ view }) => view), oneFile: oneFile && copies }));
  const setSchedule = (rule: Rule | null, together: boolean) =>
    tell(send('setSchedule', { views: (scheduling ?? []).map(({ view }) => view), rule, oneFile: together }));

  return (
    <>
      <PageHead here="views" />
      <main>
        <h1>{t('views')}</h1>
        <Refusal problem={refused} deeds={{ openOptions }} />
        <BatchLine batch={batch} onShow={(file) => tell(showSaved(file))} />
        {views.length === 0 ? null : (
          <section aria-label={t('views')}>
            {views.length >= many ? (
              <Field id="search" label={t('history_search')}>
                <input
                  id="search"
                  type="search"
                  autocomplete="off"
                  value={search}
                  onInput={(event) => setSearch(event.currentTarget.value)}
                />
              </Field>
            ) : null}
            <ChooseBar
              found={found.length}
              selected={selected.length}
              schedules={schedules}
              onAll={(all) => setChosen(new Set(all ? found.map(({ view }) => keyOf(view)) : []))}
              onExport={exportSelected}
              onSchedule={() => setScheduling(selected)}
            >
              <OneFile id="one-file" checked={oneFile} possible={copies} onChange={setOneFile} />
            </ChooseBar>
            {found.length === 0 ? <p>{t('report_noMatch')}</p> : null}
            <ul class="views">
              {found.map((view) => (
                <Row
                  key={keyOf(view.view)}
                  view={view}
                  name={nameOf(view)}
                  organization={organizationOf(view.view)}
                  href={explorerUrl(view.view)}
                  deeds={view.last ? deedsFor(view.last, Date.now()) : {}}
                  adminConsentUrl={adminConsentUrl}
                  checked={chosen.has(keyOf(view.view))}
                  onToggle={() => toggle(view)}
                  onRename={(name) => tell(send('renameView', { view: view.view, name }))}
                  onRemove={() => tell(send('removeView', { view: view.view }))}
                />
              ))}
            </ul>
          </section>
        )}
        {/* What there is comes first; where there is nothing yet, the way to it. */}
        <AddViews onAdded={reload} />
        <FindViews views={views} organizationOf={organizationOf} onAdded={reload} />
        {views.length === 0 ? (
          <EmptyState icon={emptyIcon} directed title={t('views_none')} text={t('views_empty')} />
        ) : null}
        {scheduling ? (
          <ScheduleDialog
            views={scheduling}
            copies={copies}
            onSet={setSchedule}
            onClose={() => setScheduling(undefined)}
          />
        ) : null}
      </main>
    </>
  );
}

const nameOf = ({ name, view }: ListedView): string => name ?? unnamed(view);
