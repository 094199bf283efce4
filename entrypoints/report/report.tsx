import { useEffect, useState } from 'preact/hooks';
import { PageHead } from '../../components/page-head.tsx';
import type { ReportWorker } from '../../lib/report/client.ts';
import type { Source } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { Changes } from './changes/changes.tsx';
import { shownText } from './changes/from-to.ts';
import { ChartsOf, hasCharts } from './charts/charts.tsx';
import { DetailPanel } from './detail/panel.tsx';
import { DropZone } from './drop.tsx';
import { Empty } from './empty.tsx';
import { viewNameOf } from './format.ts';
import { Header } from './header.tsx';
import { KeptList } from './kept-list.tsx';
import { MeaningsOf } from './meanings.tsx';
import { Okrs } from './okrs.tsx';
import { FilterOnPaper, PrintTable } from './print-table.tsx';
import { SummaryOf } from './summary.tsx';
import { TakingNews } from './toolbar.tsx';
import { Doubts, Unreadable } from './troubles.tsx';
import { useFilters } from './use-filters.ts';
import { useKept } from './use-kept.ts';
import { type Meanings, useReport } from './use-report.ts';
import { useTaking } from './use-taking.ts';
import '../../styles/tones.css';
import './report.css';
import './files.css';
import './summary.css';
import './okrs.css';
import './changes/changes.css';
import './charts/charts.css';
import './detail/detail.css';
import './narrow.css';
import './print.css';

interface Props {
  worker: ReportWorker;
  meanings: Meanings;
  /** The export that is opened at once. */
  first?: string | undefined;
  /** The export that it is compared with at once. */
  against?: string | undefined;
}

/** Files as a report: how the goals stand, each of them, and what changed. */
export function Report({ worker, meanings: stored, first, against }: Props) {
  const [meanings, setMeanings] = useState(stored);
  const report = useReport(worker, meanings);
  const { reading, opened, progress, failure, query, setQuery, shown, shownFor, charts } = report;
  const taking = useTaking(opened);
  const kept = useKept(report, worker.ask, first, against);
  const openFiles = (sources: Source[]) => {
    kept.forget();
    return report.open(sources);
  };
  const compareFiles = (sources: Source[]) => {
    kept.forget();
    return report.compare(sources);
  };
  const [selected, setSelected] = useState<number>();

  useEffect(() => setSelected(undefined), [opened]);
  useEffect(() => {
    document.title = opened ? `${viewNameOf(opened.name)} – ${t('report_title')}` : t('report_title');
  }, [opened]);

  const filters = useFilters(setQuery);

  return (
    <>
      <DropZone opened={opened !== undefined} onOpen={openFiles} onCompare={compareFiles} />
      <PageHead here="report" />
      <Header
        report={report}
        ask={worker.ask}
        taking={taking}
        kept={kept}
        onOpen={openFiles}
        onCompare={compareFiles}
      />
      <main class={opened ? 'opened' : 'empty'} aria-busy={progress !== undefined}>
        {kept.missing || reading?.isSame ? (
          <p class="notice" role="alert">
            <bdi>{kept.missing || t('report_compare_same')}</bdi>
          </p>
        ) : null}
        <p role="status" class="visually-hidden">
          {opened ? shownText(opened) : ''}
        </p>
        <TakingNews {...taking} />
        <Unreadable troubles={reading?.troubles ?? []} failure={failure} opened={opened !== undefined} />
        {progress?.share === undefined ? null : (
          <div class="card reading" role="status">
            <label>
              {t('report_reading')}
              <progress value={progress.share} max={1} />
            </label>
            <button type="button" onClick={progress.cancel}>
              {t('report_cancel')}
            </button>
          </div>
        )}
        {opened ? (
          <>
            <FilterOnPaper shown={shown} opened={opened} query={shownFor ?? query} />
            <SummaryOf opened={opened} query={query} filters={filters} />
            <Doubts troubles={opened.troubles} />
            <Changes report={report} opened={opened} filters={filters} onOpen={setSelected} />
            <MeaningsOf
              doubtful={opened.doubtful}
              meanings={meanings}
              onChange={(next) => {
                setMeanings(next);
                report.setWords(next);
              }}
            />
            <div class={selected === undefined && !hasCharts(opened) ? 'columns alone' : 'columns'}>
              <Okrs report={report} filters={filters} selected={selected} onSelect={setSelected} />
              <aside class={selected === undefined ? 'side' : 'side detailed'} aria-label={t('report_aside')}>
                {selected === undefined ? null : (
                  <DetailPanel
                    at={selected}
                    ask={worker.ask}
                    onOpen={setSelected}
                    onClose={() => setSelected(undefined)}
                  />
                )}
                <ChartsOf charts={charts} query={query} filters={filters} />
              </aside>
            </div>
            <PrintTable shown={shown} ask={worker.ask} />
          </>
        ) : (
          <>
            <Empty />
            <KeptList copies={kept.copies} onOpen={kept.open} />
          </>
        )}
      </main>
    </>
  );
}
