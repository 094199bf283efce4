import type { Named, Opened } from '../../../lib/report/protocol.ts';
import { formatCount, formatList, isolate, t } from '../../../lib/texts/i18n.ts';
import { formatDay, viewNameOf } from '../format.ts';

/** A file with the day of its export; where that is not known, with what is. */
export function namedText({ name, asOf, asOfFrom }: Named): string {
  const view = isolate(viewNameOf(name));
  const day = isolate(formatDay(asOf));
  if (asOfFrom === 'today') return view;
  return `${view} (${asOfFrom === 'export' ? day : t('named', t('report_column_lastCheckIn'), day)})`;
}

/** Files of different things: what is only in one of them was neither added nor removed. */
export const isOfOther = ({ overlap }: NonNullable<Opened['comparison']>): boolean =>
  overlap === 'none' || overlap === 'few';

/** What is shown, for those who hear it. */
export function shownText(opened: Opened): string {
  const { comparison } = opened;
  if (!comparison)
    return t(
      'sentences',
      viewNameOf(opened.name),
      t(`report_asOf_${opened.asOfFrom}`, formatDay(opened.asOf)),
    );
  const fromTo = t('report_changes_fromTo', namedText(comparison.before), namedText(opened));
  const { added, gone } = labelsOf(comparison);
  const counts = [
    `${added} ${formatCount(comparison.added)}`,
    `${gone} ${formatCount(comparison.gone)}`,
    `${t('report_change_changed')} ${formatCount(comparison.changed)}`,
  ];
  return t('sentences', fromTo, formatList(counts));
}

export const labelsOf = (comparison: NonNullable<Opened['comparison']>) =>
  isOfOther(comparison)
    ? { added: t('report_onlyNewer'), gone: t('report_onlyOlder') }
    : { added: t('report_change_added'), gone: t('report_change_gone') };
