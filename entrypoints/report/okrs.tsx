import { useMemo } from 'preact/hooks';
import type { ColumnKey } from '../../lib/report/protocol.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { ActiveFilters } from './active-filters.tsx';
import { isFiltered } from './filter-texts.ts';
import { FindBar, ShapeSwitch } from './find-bar.tsx';
import { columnFor } from './grid/columns.ts';
import { Treegrid } from './grid/treegrid.tsx';
import type { Filters } from './use-filters.ts';
import type { ReportState } from './use-report.ts';

interface Props {
  report: ReportState;
  filters: Filters;
  selected: number | undefined;
  onSelect(at: number): void;
}

/** The OKRs one by one: found, filtered, sorted. */
export function Okrs({ report, filters, selected, onSelect }: Props) {
  const { opened, query, setQuery, shown, shownFor, fetchRows, fold } = report;
  const names = useMemo(() => new Map(opened?.columns.map(({ key, name }) => [key, name])), [opened]);
  const columns = useMemo(
    () => query.columns.map((key) => columnFor(key, names.get(key))),
    [query.columns, names],
  );
  if (!opened) return null;
  const sortBy = (by: ColumnKey) =>
    setQuery((last) => ({
      ...last,
      sort:
        last.sort?.by !== by
          ? { by, descending: false }
          : last.sort.descending
            ? undefined
            : { by, descending: true },
    }));
  const filtered = isFiltered(query);
  return (
    <section class="card okrs" aria-labelledby="okrs">
      <h2 id="okrs" class="visually-hidden">
        {t('report_okrs')}
      </h2>
      <FindBar opened={opened} query={query} setQuery={setQuery} filters={filters} />
      <div class="found">
        <ShapeSwitch query={query} setQuery={setQuery} />
        {opened.isTree && query.shape === 'tree' && shown?.all !== 0 ? (
          <span class="folds">
            <button type="button" class="link" onClick={() => fold({ all: true, open: true }, 0)}>
              {t('report_unfoldAll')}
            </button>
            <button type="button" class="link" onClick={() => fold({ all: true, open: false }, 0)}>
              {t('report_foldAll')}
            </button>
          </span>
        ) : null}
        <p role="status" class="quiet">
          {shown && shownFor && isFiltered(shownFor)
            ? t('history_count', formatCount(shown.all), formatCount(opened.okrs))
            : ''}
        </p>
        {filtered ? (
          <ActiveFilters query={query} opened={opened} filters={filters} clearable={shown?.all !== 0} />
        ) : null}
      </div>
      <div class="box">
        {shown ? (
          <Treegrid
            shape={query.shape}
            shown={shown}
            columns={columns}
            sort={query.sort}
            selected={selected}
            fetchRows={fetchRows}
            onToggle={(at, open, from) => fold({ at, open }, from)}
            onOpen={onSelect}
            onSort={sortBy}
          />
        ) : null}
        {shown?.all === 0 ? (
          <p class="nothing">
            {t('report_noMatch')}{' '}
            {filtered ? (
              <button type="button" class="link" onClick={filters.clear}>
                {t('history_showAll')}
              </button>
            ) : null}
          </p>
        ) : null}
      </div>
    </section>
  );
}
