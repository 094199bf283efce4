import type { ChangeKind, Comparison } from '../compare.ts';
import type { CheckIn, Okr, Report } from '../model.ts';
import { takenText } from '../taken-at.ts';
import { cellOf, columnsOf, dayCell, type OutColumn, percentCell } from './cells.ts';
import type { Sheet, SheetCell, SheetRow } from './sheet.ts';

/** Words of the workbook that are not the file's, in the reader's language. */
export interface Labels {
  okrs: string;
  checkIns: string;
  changes: string;
  id: string;
  title: string;
  checkInDate: string;
  enteredAt: string;
  user: string;
  note: string;
  metric: string;
  status: string;
  value: string;
  unit: string;
  change: string;
  before: string;
  after: string;
  added: string;
  gone: string;
  kinds: Record<ChangeKind, string>;
}

export interface OutRow {
  okr: Okr;
  /** From 1. */
  level: number;
}

/** The sheets of a report: its OKRs, their check-ins, and what changed where two are compared. */
export function workbookOf(
  report: Report,
  rows: readonly OutRow[],
  labels: Labels,
  comparison?: Comparison,
): Sheet[] {
  const sheets = [okrSheet(report, rows, labels)];
  const okrs = rows.map(({ okr }) => okr);
  if (report.hasCheckIns) sheets.push(checkInSheet(okrs, labels));
  if (comparison) sheets.push(changeSheet(comparison, labels));
  return sheets;
}

/** Widths in characters. */
const widthOf: Partial<Record<NonNullable<OutColumn['field']>, number>> = {
  id: 10,
  title: 50,
  description: 40,
  lastNote: 40,
  alignedTo: 40,
  owner: 24,
  creator: 20,
  team: 20,
  progress: 12,
  score: 8,
  unit: 6,
  checkIns: 10,
};

/** The OKRs of a report; `okrs` is the sheet's name. */
export function okrSheet(
  report: Report,
  rows: readonly OutRow[],
  { okrs, checkIns }: Pick<Labels, 'okrs' | 'checkIns'>,
): Sheet {
  const columns = columnsOf(report, checkIns);
  const linked = Math.max(
    0,
    columns.findIndex(({ field }) => field === 'title'),
  );
  return {
    name: okrs,
    holds: 'okrs',
    takenAt: takenText(report),
    columns: columns.map(({ name, field }) => ({
      name,
      width: Math.max(field && widthOf[field] ? widthOf[field] : 14, Math.min(40, name.length + 3)),
    })),
    rows: rows.map(
      ({ okr, level }): SheetRow => ({
        cells: columns.map((column) => cellOf(okr, column)),
        outline: level - 1,
        ...(okr.link && { links: [[linked, okr.link]] }),
      }),
    ),
  };
}

function checkInSheet(okrs: readonly Okr[], labels: Labels): Sheet {
  return {
    name: labels.checkIns,
    holds: 'checkIns',
    columns: [
      { name: labels.id, width: 10 },
      { name: labels.title, width: 40 },
      { name: labels.checkInDate, width: 14 },
      { name: labels.enteredAt, width: 18 },
      { name: labels.user, width: 20 },
      { name: labels.status, width: 12 },
      { name: labels.metric, width: 14 },
      { name: labels.value, width: 10 },
      { name: labels.unit, width: 6 },
      { name: labels.note, width: 60 },
    ],
    rows: okrs.flatMap((okr) =>
      okr.checkIns.map((checkIn) => ({
        cells: [
          cellOf(okr, { name: '', field: 'id' }),
          okr.title,
          dayCell(checkIn.date),
          dayCell(checkIn.activityAt),
          checkIn.user?.name,
          checkIn.status?.word,
          checkIn.metric,
          valueCell(checkIn),
          checkIn.value?.unit,
          checkIn.unread ? checkIn.raw : checkIn.note,
        ],
      })),
    ),
  };
}

/** A number where it is one; what was rounded (`1.12 K`) stays as it was shown. */
function valueCell({ value }: CheckIn): SheetCell {
  if (value?.number === undefined || value.rounded) return value?.text;
  return value.unit === '%' ? percentCell(value.number) : value.number;
}

function changeSheet({ added, gone, changed }: Comparison, labels: Labels): Sheet {
  const id = (okr: Okr) => cellOf(okr, { name: '', field: 'id' });
  return {
    name: labels.changes,
    columns: [
      { name: labels.id, width: 10 },
      { name: labels.title, width: 50 },
      { name: labels.change, width: 18 },
      { name: labels.before, width: 30 },
      { name: labels.after, width: 30 },
    ],
    rows: [
      ...changed.flatMap(({ after, changes }) =>
        changes.map(({ kind, before, after: now, numbers }): SheetRow => {
          const number = (value: number | undefined, text: string): SheetCell =>
            value === undefined ? text : kind === 'progress' ? percentCell(value) : value;
          return {
            cells: [
              id(after),
              after.title,
              labels.kinds[kind],
              number(numbers?.before, before),
              number(numbers?.after, now),
            ],
          };
        }),
      ),
      ...added.map((okr) => ({ cells: [id(okr), okr.title, labels.added] })),
      ...gone.map((okr) => ({ cells: [id(okr), okr.title, labels.gone] })),
    ],
  };
}
