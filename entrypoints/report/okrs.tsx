import { useMemo } from 'preact/hooks';
import { facetKey } from '../../lib/report/labels.ts';
import { type ColumnKey, facets, type Opened, type Query } from '../../lib/report/protocol.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { filterText, isFiltered, valueText } from './filter-texts.ts';
import { columnFor } from './grid/columns.ts';
import { Treegrid } from './grid/treegrid.tsx';
import { MultiSelect } from './menu.tsx';
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
  const { opened, query, setQuery, shown, fetchRows, fold } = report;
  const names = useMemo(() => new Map(opened?.columns.map(({ key, name }) => [key, name])), [opened]);
  const columns = useMemo(
    () => query.columns.map((key) => columnFor(key, names.get(key))),
    [query.columns, names],
  );
  if (!opened) return null;
  const more = opened.columns.filter(({ key }) => key !== 'title');
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
      <search class="bar">
        <label class="search">
          <span class="visually-hidden">{t('history_search')}</span>
          <input
            type="search"
            placeholder={t('history_search')}
            autocomplete="off"
            value={query.search}
            onInput={(event) => {
              const search = event.currentTarget.value;
              setQuery((last) => ({ ...last, search }));
            }}
          />
        </label>
        {(['status', 'team', 'owner', 'period', 'kind', 'tag'] as const).map((facet) =>
          opened.groups[facet].length > 1 ? (
            <MultiSelect
              key={facet}
              label={t(facetKey(facet))}
              values={opened.groups[facet].map(({ value, count }) => ({
                value,
                count,
                label: valueText(facet, value),
              }))}
              chosen={query.chosen[facet] ?? []}
              onToggle={(value) => filters.toggle(facet, value)}
            />
          ) : null,
        )}
        {more.length > 0 ? (
          <MultiSelect
            label={t('report_columns')}
            values={more.map(({ key, name }) => ({ value: key, label: columnFor(key, name).label }))}
            chosen={query.columns}
            counted={false}
            onToggle={(value) => {
              const key = value as ColumnKey;
              setQuery((last) => ({
                ...last,
                columns: last.columns.includes(key)
                  ? last.columns.filter((one) => one !== key)
                  : [...last.columns, key],
              }));
            }}
          />
        ) : null}
        <fieldset class="shape">
          <legend class="visually-hidden">{t('report_shape')}</legend>
          {(['tree', 'table'] as const).map((shape) => (
            <button
              key={shape}
              type="button"
              aria-pressed={query.shape === shape}
              onClick={() => setQuery((last) => ({ ...last, shape }))}
            >
              {t(`report_shape_${shape}`)}
            </button>
          ))}
        </fieldset>
      </search>
      <div class="found">
        <p role="status" class="quiet">
          {shown && filtered ? t('history_count', formatCount(shown.all), formatCount(opened.okrs)) : ''}
        </p>
        {filtered ? (
          <Active query={query} opened={opened} filters={filters} clearable={shown?.all !== 0} />
        ) : null}
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

interface ActiveProps {
  query: Query;
  opened: Opened;
  filters: Filters;
  /** All at once; where nothing is found, that is offered there. */
  clearable: boolean;
}

/** What is filtered by; each is taken away again by a click. */
function Active({ query, opened, filters, clearable }: ActiveProps) {
  const { preset } = query;
  return (
    <div class="chips active">
      {preset ? (
        <Remove label={t(`report_preset_${preset}`)} onRemove={() => filters.preset(preset)} />
      ) : null}
      {facets.flatMap((facet) =>
        (query.chosen[facet] ?? []).map((value) => (
          <Remove
            key={`${facet} ${value}`}
            label={filterText(facet, value, opened)}
            onRemove={() => filters.toggle(facet, value)}
          />
        )),
      )}
      {clearable ? (
        <button type="button" class="link" onClick={filters.clear}>
          {t('history_showAll')}
        </button>
      ) : null}
    </div>
  );
}

const Remove = ({ label, onRemove }: { label: string; onRemove(): void }) => (
  <button type="button" class="chip" aria-label={t('report_removeFilter', label)} onClick={onRemove}>
    <bdi>{label}</bdi> <span aria-hidden="true">×</span>
  </button>
);
