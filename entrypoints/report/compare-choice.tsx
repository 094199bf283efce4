import type { Copy } from '../../lib/copies/copies.ts';
import { formatTime, t } from '../../lib/texts/i18n.ts';
import { FileOptions } from './shown-file.tsx';
import type { ReportState } from './use-report.ts';

interface Props {
  report: ReportState;
  copies: Copy[];
  onOpenFile(place: number): void;
  onCopy(id: string): void;
}

/** What is at hand to compare with: the other files that are open, and earlier exports of the view. */
export function CompareChoice({ report, copies, onOpenFile, onCopy }: Props) {
  const { reports = [], shown = 0, against } = report.reading ?? {};
  const but = [shown, against];
  const hasFiles = reports.some((_, at) => !but.includes(at));
  if (!hasFiles && copies.length === 0) return null;
  const now = Date.now();
  const label = t(hasFiles ? 'report_compare_offer' : 'report_earlier');
  const earlier = copies.map(({ id, takenAt }) => (
    <option key={id} value={id}>
      {formatTime(takenAt, now)}
    </option>
  ));
  return (
    <select
      class="earlier"
      aria-label={label}
      value=""
      onChange={({ currentTarget }) => {
        const { value } = currentTarget;
        currentTarget.value = '';
        if (value.startsWith('open:')) onOpenFile(Number(value.slice(5)));
        else if (value) onCopy(value);
      }}
    >
      <option value="">{label}</option>
      <FileOptions files={reports} but={but} prefix="open:" />
      {hasFiles && copies.length > 0 ? <optgroup label={t('report_kept')}>{earlier}</optgroup> : earlier}
    </select>
  );
}
