import { ownOf } from '../../data/data.ts';
import { joined } from '../field-values.ts';
import type { Okr, Report } from '../model.ts';
import { nameKey } from '../people.ts';
import { type TreeNode, treeOf, walk } from '../tree.ts';
import { writePlainCsv } from './csv.ts';
import { type ToolTarget, templates } from './templates.ts';

/** What a column of another tool is filled with: one of these, or a column of the file (`x:3`). */
export const sources = [
  'nothing',
  'outline',
  'rowId',
  'parentRowIds',
  'id',
  'kind',
  'title',
  'status',
  'period',
  'owners',
  'ownerEmails',
  'weight',
  'goalType',
  'tags',
  'teams',
  'startDate',
  'dueDate',
  'startValue',
  'currentValue',
  'targetValue',
  'unit',
  'progress',
  'description',
] as const;
export type Source = (typeof sources)[number] | `x:${number}`;

export interface Preparation {
  target: ToolTarget;
  /** By the template's header; without one the template's own. */
  columns?: Readonly<Record<string, Source>>;
  /** The file's words → the other tool's; without one as the template has it, else as it is. */
  statuses?: Readonly<Record<string, string>>;
  periods?: Readonly<Record<string, string>>;
  /** Addresses by name, beside those that the file tells. */
  emails?: ReadonlyMap<string, string>;
  /** `01/02/2025` has the day or the month first. */
  dates?: 'iso' | 'dayFirst' | 'monthFirst';
}

export const doubtKinds = [
  'titleMissing',
  'ownerMissing',
  'emailMissing',
  'kindMissing',
  'kindNotTaken',
  'periodMissing',
  'periodUnknown',
  'severalParents',
  'parentMissing',
  'datesMissing',
  'targetMissing',
] as const;

/** What another tool may refuse, or take for something else. */
export interface Doubt {
  kind: (typeof doubtKinds)[number];
  /** Of the file, 1 is its header. */
  row: number;
  title: string;
  value?: string;
}

export interface Prepared {
  header: string[];
  rows: string[][];
  doubts: Doubt[];
}

/** A table for another tool, and what is missing or doubtful in it, by row. Parents before their children. */
export function prepare(report: Report, preparation: Preparation): Prepared {
  const template = templates[preparation.target];
  const places = placesOf(report);
  const people = new Map<string, string | undefined>();
  // Of two persons of one name nobody knows which is meant.
  for (const { name, email } of report.people)
    if (email) people.set(name, people.has(name) && people.get(name) !== email ? undefined : email);
  const emailOf = (name: string) => people.get(name) || preparation.emails?.get(nameKey(name));
  const filled = template.columns.map(
    ({ header, source }) => [header, preparation.columns?.[header] ?? source] as const,
  );
  const used = new Set(filled.map(([, source]) => source));
  const doubts: Doubt[] = [];
  const rows = places.map((place) => {
    doubts.push(...doubtsOf(place, used, preparation, emailOf));
    return filled.map(([, source]) => textOf(place, source, { preparation, template, emailOf }));
  });
  return { header: filled.map(([header]) => header), rows, doubts };
}

export const preparedCsv = ({ header, rows }: Prepared): string => writePlainCsv([header, ...rows]);

interface Place {
  okr: Okr;
  node: TreeNode;
  /** `1.2.1` */
  outline: string;
  /** From 1. */
  rowId: number;
  parentRowIds: number[];
}

function placesOf(report: Report): Place[] {
  const roots = treeOf(report);
  const nodes = [...walk(roots)];
  const rowIds = new Map(nodes.map(({ okr }, at) => [okr.key, at + 1]));
  const outlines = new Map<TreeNode, string>();
  const number = (among: readonly TreeNode[], before: string) => {
    for (const [at, node] of among.entries()) outlines.set(node, `${before}${at + 1}`);
  };
  number(roots, '');
  return nodes.map((node) => {
    const outline = outlines.get(node) as string;
    number(node.children, `${outline}.`);
    const parentRowIds = node.okr.parents.flatMap(({ key }) => rowIds.get(key ?? '') ?? []);
    return { okr: node.okr, node, outline, rowId: rowIds.get(node.okr.key) as number, parentRowIds };
  });
}

type EmailOf = (name: string) => string | undefined;

interface Filling {
  preparation: Preparation;
  template: (typeof templates)[ToolTarget];
  emailOf: EmailOf;
}

const text = (value: number | string | undefined): string => (value === undefined ? '' : String(value));

/** What each source fills a column with. */
const texts: Record<(typeof sources)[number], (place: Place, filling: Filling) => string> = {
  nothing: () => '',
  outline: ({ outline }) => outline,
  rowId: ({ rowId }) => text(rowId),
  parentRowIds: ({ parentRowIds }) => parentRowIds.join(', '),
  id: ({ okr }) => text(okr.id),
  kind: ({ okr }, { template }) => (okr.kind ? template.kinds[okr.kind] : okr.kindWord),
  title: ({ okr }) => okr.title,
  status: ({ okr: { status } }, { preparation }) =>
    ownOf(preparation.statuses, status?.word) ?? text(status?.word),
  period: ({ okr: { period } }, { preparation, template }) =>
    ownOf(preparation.periods, period) ?? periodText(period, template.period),
  owners: ({ okr }) =>
    joined(
      okr.owners.map(({ name }) => name),
      'owner',
    ),
  ownerEmails: ({ okr }, { template, emailOf }) =>
    okr.owners
      .map(({ name, email }) => email ?? emailOf(name) ?? (template.ownerNames ? name : ''))
      .filter(Boolean)
      .join(', '),
  weight: ({ okr: { parents }, node }) =>
    text((parents.find(({ key }) => key === node.parent?.okr.key) ?? parents[0])?.weight),
  goalType: ({ okr }) => text(okr.goalType).replace(/ Goal$/i, ''),
  tags: ({ okr }) => okr.tags.join(', '),
  teams: ({ okr }) => okr.teams.join(', '),
  startDate: ({ okr }, filling) => dateText(okr.start, filling),
  dueDate: ({ okr }, filling) => dateText(okr.due, filling),
  startValue: ({ okr }) => text(okr.metric.start),
  currentValue: ({ okr }) => text(okr.metric.current),
  targetValue: ({ okr }) => text(okr.metric.target),
  unit: ({ okr }) => text(okr.metric.unit),
  progress: ({ okr }) => text(okr.progress),
  description: ({ okr }) => text(okr.description),
};

const isColumn = (source: Source): source is `x:${number}` => source.startsWith('x:');

const textOf = (place: Place, source: Source, filling: Filling): string =>
  isColumn(source) ? (place.okr.cells[Number(source.slice(2))] ?? '') : texts[source](place, filling);

function doubtsOf(
  { okr, node }: Place,
  used: ReadonlySet<Source>,
  { target, periods }: Preparation,
  emailOf: EmailOf,
): Doubt[] {
  const template = templates[target];
  const { row, title } = okr;
  const found: Doubt[] = [];
  const doubt = (kind: Doubt['kind'], value?: string) =>
    found.push(value === undefined ? { kind, row, title } : { kind, row, title, value });
  if (!title) doubt('titleMissing');
  if (used.has('owners') || used.has('ownerEmails')) if (okr.owners.length === 0) doubt('ownerMissing');
  if (used.has('ownerEmails'))
    for (const { name, email } of okr.owners) if (!email && !emailOf(name)) doubt('emailMissing', name);
  if (used.has('kind')) {
    if (!okr.kind || okr.kindDoubtful) doubt('kindMissing', okr.kindWord);
    else if (template.otherKinds.includes(okr.kind)) doubt('kindNotTaken', okr.kindWord);
  }
  if (used.has('period')) {
    if (!okr.period) doubt('periodMissing');
    else if (!periods?.[okr.period] && !periodFits(okr.period, template.period))
      doubt('periodUnknown', okr.period);
  }
  const parents = okr.parents.filter(({ key }) => key);
  if (used.has('outline') && parents.length > 1)
    doubt('severalParents', parents.map((parent) => parent.title).join(', '));
  if (okr.parents.length > 0 && !node.parent) doubt('parentMissing', okr.parents[0]?.title ?? '');
  if (used.has('startDate') && used.has('dueDate') && (!okr.start || !okr.due)) doubt('datesMissing');
  if (used.has('targetValue') && okr.kind === 'keyResult' && okr.metric.target === undefined)
    doubt('targetMissing');
  return found;
}

function dateText(day: string | undefined, { preparation, template }: Filling): string {
  const order = preparation.dates ?? template.dates;
  if (!day || order === 'iso') return day ?? '';
  const [year, month, date] = day.split('-');
  return order === 'dayFirst' ? `${date}/${month}/${year}` : `${month}/${date}/${year}`;
}

const quarter = /^Q([1-4]) (\d{4})$/;
const year = /^(?:Annual )?(\d{4})$/;
const periodFits = (period: string, form: 'jira' | 'asIs'): boolean =>
  form === 'asIs' || quarter.test(period) || year.test(period) || /^(?:Q[1-4] )?Y\d{4}$/.test(period);

/** `Q1 2025` is `Q1 Y2025` there, `Annual 2025` is `Y2025`. */
function periodText(period: string | undefined, form: 'jira' | 'asIs'): string {
  if (!period || form === 'asIs') return period ?? '';
  return period.replace(quarter, 'Q$1 Y$2').replace(year, 'Y$1');
}
