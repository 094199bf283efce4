import type { ComponentChildren } from 'preact';
import { t } from '../../lib/texts/i18n.ts';
import { type Filter, states } from './filter.ts';

interface Props {
  filter: Filter;
  /** Organizations to choose from: id and name. */
  organizations: Map<string, string>;
  onChange(filter: Filter): void;
  /** What else can be looked for. */
  children: ComponentChildren;
}

/** What is looked for. */
export function Filters({ filter, organizations, onChange, children }: Props) {
  return (
    <search class="filters">
      <div class="field text">
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
              {t(state === 'done' ? 'status_done' : `history_state_${state}`)}
            </option>
          ))}
        </select>
      </div>
      {organizations.size > 1 ? (
        <div class="field">
          <label for="organization">{t('organization')}</label>
          <select
            id="organization"
            value={filter.goalsOrganizationId}
            onChange={(event) => onChange({ ...filter, goalsOrganizationId: event.currentTarget.value })}
          >
            <option value="">{t('history_state_all')}</option>
            {[...organizations].map(([id, name]) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </select>
        </div>
      ) : null}
      {children}
    </search>
  );
}
