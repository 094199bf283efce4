import type { Change } from '../../../lib/okr/compare.ts';
import { changeKey } from '../../../lib/report/labels.ts';
import type { Opened } from '../../../lib/report/protocol.ts';
import { formatCount, formatList, t } from '../../../lib/texts/i18n.ts';
import { formatDay, formatNumber, formatPercent, kindText, statusText } from '../format.ts';
import { Chip } from '../summary.tsx';
import type { Filters } from '../use-filters.ts';
import type { ReportState } from '../use-report.ts';
import { ComparedFiles } from './compared.tsx';
import { isOfOther, labelsOf } from './from-to.ts';

interface Props {
  report: ReportState;
  opened: Opened;
  filters: Filters;
  onOpen(at: number): void;
}

/** Changes that are told one by one, what matters most first. */
const told = 8;

/** What is different from the earlier file. */
export function Changes({ report, opened, filters, onOpen }: Props) {
  const { comparison } = opened;
  if (!comparison) return null;
  const { added, gone, changed, counts, top, byTitle, ambiguous, shared } = comparison;
  const labels = labelsOf(comparison);
  const { query } = report;
  const chip = (value: string, label: string, count: number) => (
    <Chip
      key={value}
      label={label}
      count={count}
      pressed={query.chosen.change?.includes(value) === true}
      onPress={() => filters.toggle('change', value)}
    />
  );
  const notes = [
    !isOfOther(comparison) && added + gone > 0 ? t('report_changes_goneHint') : '',
    byTitle > 0 ? t('report_changes_byTitle', formatCount(byTitle)) : '',
    ambiguous > 0 ? t('report_changes_ambiguous', formatCount(ambiguous)) : '',
    shared > 0 && comparison.unknown.length > 0
      ? t('report_changes_unknown', formatList(comparison.unknown.map((kind) => t(changeKey(kind)))))
      : '',
  ].filter(Boolean);
  return (
    <section class="card changes" aria-labelledby="changes">
      <h2 id="changes">{t('report_changes')}</h2>
      <ComparedFiles report={report} opened={opened} comparison={comparison} />
      <div class="chips">
        {chip('added', labels.added, added)}
        {chip('gone', labels.gone, gone)}
        {chip('changed', t('report_change_changed'), changed)}
      </div>
      <div class="chips">{counts.map(({ kind, count }) => chip(kind, t(changeKey(kind)), count))}</div>
      {top.length > 0 ? (
        <ul class="told">
          {top.slice(0, told).map(({ at, title, changes }) => (
            <li key={at}>
              <button type="button" class="link" onClick={() => onOpen(at)}>
                <bdi>{title}</bdi>
              </button>{' '}
              <ChangeText change={changes[0] as Change} />
              {changes.length > 1 ? (
                <span class="quiet"> {t('report_changes_more', formatCount(changes.length - 1))}</span>
              ) : null}
            </li>
          ))}
          {changed > told && !query.chosen.change?.includes('changed') ? (
            <li>
              <button type="button" class="link" onClick={() => filters.toggle('change', 'changed')}>
                {t('report_more', formatCount(changed - told))}
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
      {notes.map((note) => (
        <p key={note} class="quiet">
          {note}
        </p>
      ))}
    </section>
  );
}

/** One change: from what to what. */
export function ChangeText({ change }: { change: Change }) {
  const { kind, before, after, numbers, added = [], removed = [], notComparable } = change;
  const sets = formatList([...added.map((one) => `+ ${one}`), ...removed.map((one) => `− ${one}`)]);
  const formatted = kind === 'progress' ? (value: number) => formatPercent(value) : formatNumber;
  const [from, to] = numbers
    ? [formatted(numbers.before), formatted(numbers.after)]
    : [valueText(kind, before), valueText(kind, after)];
  return (
    <span class="change">
      {t('named', t(changeKey(kind)), '')}
      {sets ? (
        <bdi>{sets}</bdi>
      ) : (
        <>
          <bdi>{from || '–'}</bdi>{' '}
          <span class="to" aria-hidden="true">
            →
          </span>
          <span class="visually-hidden">{t('report_changes_to')}</span> <bdi>{to || '–'}</bdi>
        </>
      )}
      {notComparable ? <span class="quiet"> ({t('report_changes_notComparable')})</span> : null}
    </span>
  );
}

/** As its column shows it. */
function valueText(kind: Change['kind'], text: string): string {
  if (!text) return '';
  if (kind === 'status') return statusText(text);
  if (kind === 'kind' || kind === 'goalType') return kindText(text);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) ? formatDay(text) : text;
}
