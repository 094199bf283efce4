import { Select } from '../../../components/select.tsx';
import { type Source, sources } from '../../../lib/okr/write/other-tools.ts';
import type { Template } from '../../../lib/okr/write/templates.ts';
import type { KnownColumn, Opened } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { columnFor } from '../grid/columns.ts';

/** Sources that are called as the report's columns are. */
const asColumn: Partial<Record<Source, KnownColumn>> = {
  id: 'id',
  kind: 'objectType',
  title: 'title',
  status: 'status',
  period: 'period',
  owners: 'owner',
  goalType: 'goalType',
  tags: 'tag',
  teams: 'team',
  startDate: 'startDate',
  dueDate: 'endDate',
  startValue: 'start',
  currentValue: 'current',
  targetValue: 'target',
  unit: 'unit',
  progress: 'progress',
  description: 'description',
};

interface Props {
  template: Template;
  opened: Opened;
  chosen: Readonly<Record<string, Source>>;
  onChange(header: string, source: Source): void;
}

/** Which column of the file becomes what. */
export function Columns({ template, opened, chosen, onChange }: Props) {
  const own = opened.columns.filter(({ key }) => key.startsWith('x:'));
  const options = [
    ...sources.map((one): [Source, string] => [one, labelOf(one)]),
    ...own.map(({ key, name }): [Source, string] => [key as Source, name]),
  ];
  return (
    <div class="mapping">
      {template.columns.map(({ header, source }) => (
        <label key={header}>
          <span>{header}</span>
          <Select
            value={chosen[header] ?? source}
            options={options}
            onChange={(one) => onChange(header, one)}
          />
        </label>
      ))}
    </div>
  );
}

const labelOf = (source: (typeof sources)[number]): string => {
  const column = asColumn[source];
  return column ? columnFor(column).label : t(`report_prepare_source_${source as 'outline'}`);
};
