import { fieldOf } from '../okr/changes.ts';
import { type ChangeKind, changeKinds } from '../okr/compare.ts';
import type { Labels } from '../okr/write/workbook.ts';
import type { MessageKey } from '../texts/i18n.ts';
import type { Facet } from './protocol.ts';

const ownNames = ['due', 'owners', 'teams', 'parents', 'tags'] as const;
const isOwn = (kind: ChangeKind): kind is (typeof ownNames)[number] =>
  (ownNames as readonly string[]).includes(kind);

/** The name of a change: that of its column, unless it has one of its own. */
export const changeKey = (kind: ChangeKind): MessageKey =>
  isOwn(kind) ? `report_change_${kind}` : `report_column_${fieldOf[kind]}`;

/** The name of what OKRs can be filtered by: that of its column, if it is one. */
export const facetKey = (facet: Facet): MessageKey =>
  facet === 'pace' || facet === 'change'
    ? `report_facet_${facet}`
    : `report_column_${facet === 'kind' ? 'objectType' : facet}`;

/** The words of a workbook that are not the file's. @param text by its key */
export const labelsIn = (text: (key: MessageKey) => string): Labels => ({
  okrs: text('report_okrs'),
  checkIns: text('report_column_checkIns'),
  changes: text('report_changes'),
  id: text('report_column_id'),
  title: text('report_column_title'),
  checkInDate: text('report_sheet_checkInDate'),
  enteredAt: text('report_sheet_enteredAt'),
  user: text('report_sheet_user'),
  note: text('report_sheet_note'),
  metric: text('report_column_metricName'),
  status: text('report_column_status'),
  value: text('report_value'),
  unit: text('report_column_unit'),
  change: text('report_sheet_change'),
  before: text('report_sheet_before'),
  after: text('report_sheet_after'),
  added: text('report_change_added'),
  gone: text('report_change_gone'),
  kinds: Object.fromEntries(changeKinds.map((kind) => [kind, text(changeKey(kind))])) as Labels['kinds'],
});
