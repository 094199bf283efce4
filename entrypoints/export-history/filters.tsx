import { t } from '../../lib/i18n.ts';
import { type Filter, states } from './filter.ts';

interface Props {
  filter: Filter;
  /** Organizations to choose from. */
  organizations: string[];
  onChange(filter: Filter): void;
}

/** What is looked for. */
export function Filters({ filter, organizations, onChange }: Props) {
  return (
    <search class="filters">
      <div class="field">
        <label for="text">{t('history_search')}</label>
        <input
          id="text"
          type="search"
          value={filter.text}
          autocomplete="off"
          onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        />
      </div>
      <div class="field">
        <label for="state">{t('history_state')}</label>
        <select
          id="state"
          value={filter.state}
          onChange={(event) => onChange({ ...filter, state: event.currentTarget.value as Filter['state'] })}
        >
          {states.map((state) => (
            <option key={state} value={state}>
              {t(`history_state_${state}`)}
            </option>
          ))}
        </select>
      </div>
      {organizations.length > 1 ? (
        <div class="field">
          <label for="organization">{t('organization')}</label>
          <select
            id="organization"
            value={filter.goalsOrganizationId}
            onChange={(event) => onChange({ ...filter, goalsOrganizationId: event.currentTarget.value })}
          >
            <option value="">{t('history_state_all')}</option>
            {organizations.map((id) => (
              <option key={id} value={id}>
                {id}
              </option>
            ))}
          </select>
        </div>
      ) : null}
    </search>
  );
}
