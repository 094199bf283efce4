import { facetKey } from '../../lib/report/labels.ts';
import type { ColumnKey, Opened, Query } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { valueText } from './filter-texts.ts';
import { columnFor } from './grid/columns.ts';
import { MultiSelect } from './menu.tsx';
import type { Filters } from './use-filters.ts';

interface Props {
  opened: Opened;
  query: Query;
  setQuery(change: (last: Query) => Query): void;
  filters: Filters;
}

/** What is looked for among the OKRs, and which columns are shown. */
export function FindBar({ opened, query, setQuery, filters }: Props) {
  const more = opened.columns.filter(({ key }) => key !== 'title');
  const toggleColumn = (key: ColumnKey) =>
    setQuery((last) => ({
      ...last,
      columns: last.columns.includes(key)
        ? last.columns.filter((one) => one !== key)
        : [...last.columns, key],
    }));
  return (
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
          onToggle={(value) => toggleColumn(value as ColumnKey)}
        />
      ) : null}
    </search>
  );
}

/** As a tree, or as a flat table. */
export function ShapeSwitch({ query, setQuery }: Pick<Props, 'query' | 'setQuery'>) {
  return (
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
  );
}
