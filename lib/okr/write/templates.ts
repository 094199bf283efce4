import type { Kind } from '../model.ts';
import type { Source } from './other-tools.ts';

export const toolTargets = ['jira', 'outline', 'rowIds'] as const;
export type ToolTarget = (typeof toolTargets)[number];

export interface Template {
  columns: readonly { header: string; source: Source }[];
  /** Words for kinds there. */
  kinds: Record<Kind, string>;
  /** Kinds that are not known there; they are written as another. */
  otherKinds: readonly Kind[];
  dates: 'iso' | 'dayFirst' | 'monthFirst';
  period: 'jira' | 'asIs';
  /** A name will do where no address is known. */
  ownerNames?: true;
}

const columns = (...pairs: [header: string, source: Source][]): Template['columns'] =>
  pairs.map(([header, source]) => ({ header, source }));

const plainKinds: Template['kinds'] = {
  objective: 'Objective',
  keyResult: 'Key result',
  initiative: 'Initiative',
  kpi: 'KPI',
};

const common: [string, Source][] = [
  ['Type', 'kind'],
  ['Title', 'title'],
  ['Status', 'status'],
  ['Period', 'period'],
  ['Owner', 'owners'],
  ['Owner e-mail', 'ownerEmails'],
  ['Teams', 'teams'],
  ['Tags', 'tags'],
  ['Start date', 'startDate'],
  ['Due date', 'dueDate'],
  ['Start value', 'startValue'],
  ['Current value', 'currentValue'],
  ['Target value', 'targetValue'],
  ['Unit', 'unit'],
  ['Progress (%)', 'progress'],
  ['Description', 'description'],
];

/** Tables that other tools take: one whose template is known whole, and two general forms. */
export const templates: Record<ToolTarget, Template> = {
  /** "OKR for Jira" and BigPicture (Appfire). */
  jira: {
    columns: columns(
      ['Order', 'outline'],
      ['Type', 'kind'],
      ['Summary', 'title'],
      ['Status', 'status'],
      ['Period', 'period'],
      ['Owner', 'ownerEmails'],
      ['Weight', 'weight'],
      ['OKR type', 'goalType'],
      ['Labels', 'tags'],
      ['Teams', 'teams'],
      ['Expected start date', 'startDate'],
      ['Expected end date', 'dueDate'],
      ['Start value', 'startValue'],
      ['Current value', 'currentValue'],
      ['Target value', 'targetValue'],
      ['Description', 'description'],
    ),
    kinds: { objective: 'Objective', keyResult: 'Key result', initiative: 'Key result', kpi: 'Key result' },
    otherKinds: ['initiative', 'kpi'],
    dates: 'dayFirst',
    period: 'jira',
    ownerNames: true,
  },
  outline: {
    columns: columns(['Order', 'outline'], ...common),
    kinds: plainKinds,
    otherKinds: [],
    dates: 'iso',
    period: 'asIs',
  },
  rowIds: {
    columns: columns(['Row ID', 'rowId'], ['Parent row ID', 'parentRowIds'], ...common),
    kinds: plainKinds,
    otherKinds: [],
    dates: 'iso',
    period: 'asIs',
  },
};
