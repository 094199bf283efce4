import type { ComponentChildren } from 'preact';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
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
      <Field id="text" label={t('history_search')}>
        <input
          id="text"
          type="search"
          value={filter.text}
          autocomplete="off"
          onInput={(event) => onChange({ ...filter, text: event.currentTarget.value })}
        />
      </Field>
      <Field id="state" label={t('history_state')}>
        <Select
          id="state"
          value={filter.state}
          options={states.map((state) => [state, stateName(state)])}
          onChange={(state) => onChange({ ...filter, state })}
        />
      </Field>
      {organizations.size > 1 ? (
        <Field id="organization" label={t('organization')}>
          <Select
            id="organization"
            value={filter.goalsOrganizationId}
            options={[['', t('history_state_all')], ...organizations]}
            onChange={(goalsOrganizationId) => onChange({ ...filter, goalsOrganizationId })}
          />
        </Field>
      ) : null}
      {children}
    </search>
  );
}

const stateName = (state: Filter['state']): string =>
  t(state === 'done' ? 'status_done' : `history_state_${state}`);
