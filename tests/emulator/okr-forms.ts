/** The forms in which Viva Goals, and Ally.io before it, wrote a view as CSV. */
export type OkrForm = 'A' | 'B' | 'C';

export interface OkrShape {
  /** A: November 2025; B: the same without ids, a week earlier; C: Ally.io, 2022. Unless given, A. */
  form?: OkrForm;
  /** Tags in one column, or in a column each. Form C always has one. */
  tags?: 'one' | 'each';
  /** The organization's own words for objective, key result and initiative. */
  kinds?: readonly [string, string, string];
}

const formA = [
  ['Id', 'Title', 'Team', 'Creator', 'Owner', 'Period', 'Start Date', 'End Date', 'Description'],
  ['Aligned To (weight, Objective ID)', 'Metric Name', 'Unit', 'Target', 'Object Type', 'Goal Type', 'Start'],
  ['Created At', 'Last Check-in', 'Progress %', 'Actual Progress', 'Status', 'Last Check-in Note', 'Score'],
].flat();

const formC = [
  ['Id', 'Title', 'Tag', 'OKR type', 'Type name', 'Creator', 'Owner', 'Period', 'Start Date', 'End Date'],
  ['Description', 'Aligned To (weight, Objective ID)', 'Metric Name', 'Target', 'Object Type', 'Goal Type'],
  ['Start', 'Created At', 'Last Check-in', 'Progress %', 'Status', 'Last Check-in Note', 'Score'],
].flat();

const columnsOf: Record<OkrForm, string[]> = { A: formA, B: formA.slice(1), C: formC };

/** The named columns of a form, before the check-ins. */
export function namedColumns({ form = 'A', tags }: OkrShape, tagNames: readonly string[]): string[] {
  const columns = columnsOf[form];
  if (!tags || form === 'C') return columns;
  const at = columns.indexOf('Title') + 1;
  return columns.toSpliced(at, 0, ...(tags === 'one' ? ['Tag'] : tagNames));
}

export interface CheckIn {
  /** `2025-03-10` */
  day: string;
  /** `2025-03-10 20:57:08 UTC` */
  entered: string;
  user: string;
  note: string;
  metric: string;
  status: string;
  /** As shown: `25%`, `1.12 K`. */
  value: string;
}

/** One cell of the unnamed tail. */
export const checkInCell = (form: OkrForm, one: CheckIn): string =>
  form === 'C'
    ? `[${one.entered}] ${one.user} Note: ${one.note} Metric Name: ${one.metric}; Status: ${one.status};`
    : `Checkin Date: ${one.day}; User: ${one.user}; Note: ${one.note}; Metric Name: ${one.metric}; Status: ${one.status}; Current Value: ${one.value}; Activity Date: ${one.entered};`;
