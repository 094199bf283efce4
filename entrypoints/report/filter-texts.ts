import type { ChangeKind } from '../../lib/okr/compare.ts';
import { changeKey, facetKey } from '../../lib/report/labels.ts';
import { type Facet, facets, type Opened, type Query } from '../../lib/report/protocol.ts';
import { t } from '../../lib/texts/i18n.ts';
import { labelsOf } from './changes/from-to.ts';
import { inLine, kindText, statusText } from './format.ts';

export const isFiltered = ({ search, preset, chosen }: Query): boolean =>
  search !== '' || preset !== undefined || facets.some((facet) => chosen[facet]?.length);

export const valueText = (facet: Facet, value: string): string => {
  if (facet === 'status') return statusText(value);
  if (facet === 'kind') return kindText(value);
  return inLine(value) || t('report_none');
};

/** A value that is filtered by. */
export function filterText(facet: Facet, value: string, { comparison }: Opened): string {
  if (facet === 'pace') return t(`report_pace_${value}` as 'report_pace_behind');
  if (facet !== 'change') return valueText(facet, value);
  const names = { changed: t('report_change_changed'), ...(comparison && labelsOf(comparison)) };
  return names[value as keyof typeof names] ?? t(changeKey(value as ChangeKind));
}

/** All that is filtered by, each with its name: for paper, where nothing else tells. */
export function filterTexts({ search, preset, chosen }: Query, opened: Opened): string[] {
  return [
    ...(search ? [t('named', t('history_search'), search)] : []),
    ...(preset ? [t(`report_preset_${preset}`)] : []),
    ...facets.flatMap((facet) =>
      (chosen[facet] ?? []).map((value) => t('named', t(facetKey(facet)), filterText(facet, value, opened))),
    ),
  ];
}
