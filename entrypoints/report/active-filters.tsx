import { facets, type Opened, type Query } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { filterText } from './filter-texts.ts';
import type { Filters } from './use-filters.ts';

interface Props {
  query: Query;
  opened: Opened;
  filters: Filters;
  /** All at once; where nothing is found, that is offered there. */
  clearable: boolean;
}

/** What is filtered by; each is taken away again by a click. */
export function ActiveFilters({ query, opened, filters, clearable }: Props) {
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
