import { type Fields, isObject } from '../data/data.ts';
import {
  dayIn,
  get,
  instantOf,
  listOf,
  nameOf,
  namesOf,
  numberIn,
  type Persons,
  type Place,
  stringOf,
  textOf,
} from './archive-values.ts';
import { plainId } from './ids.ts';
import type { CheckIn, Metric, Okr, Parent } from './model.ts';
import { parseNumber } from './numbers.ts';
import { statusOf } from './words.ts';

const units = new Map([
  ['number', ''],
  ['percentage', '%'],
  ['dollar', '$'],
]);

/** Reads one record of the objectives. Keys, kinds and check-ins follow when all are known. */
export function readObjective(place: Place, persons: Persons, cells: string[]): Okr {
  const { record, row, tell } = place;
  const { id, lost } = plainId(stringOf(get(record, 'ID')));
  const title = nameOf(get(record, 'Title'));
  if (!id) tell(lost ? 'idDigitsLost' : 'idMissing', { row, column: 'ID' });
  if (!title) tell('titleMissing', { row, column: 'Title' });
  const status = statusOf(nameOf(get(record, 'Status')));
  if (status && !status.known) tell('statusUnknown', { row, column: 'Status', value: status.word });
  return defined({
    key: id,
    id: id || undefined,
    row,
    title,
    kindWord: nameOf(get(record, 'Type')),
    owners: persons.personsOf(get(record, 'Owner')),
    creator: persons.personOf(get(record, 'Created By')),
    teams: namesOf(get(record, 'Teams')),
    tags: namesOf(get(record, 'Tags')),
    period: nameOf(get(record, 'Time Period')) || undefined,
    start: dayIn(place, 'Start Date'),
    due: dayIn(place, 'End Date'),
    description: stringOf(get(record, 'Description')) || undefined,
    parents: parentsOf(record),
    metric: metricOf(place),
    progress: numberIn(place, 'Progress'),
    status,
    // 0 is what an archive says where there is none.
    score: numberIn(place, 'Score') || undefined,
    goalType: stringOf(get(record, 'Goal Type')) || undefined,
    createdAt: instantOf(place, 'Created At'),
    lastCheckIn: instantOf(place, 'Last Check-in'),
    checkIns: [],
    cells,
  });
}

/** Without the keys that have no value. Deleting them would make each a slow object. */
function defined<T extends object>(value: { [K in keyof T]: T[K] | undefined }): T {
  const found: Partial<T> = {};
  for (const key in value) if (value[key] !== undefined) found[key] = value[key];
  return found as T;
}

/** `Parent IDs` says which; `Alignment`, which has another length at times, their weights and titles. */
function parentsOf(record: Fields): Parent[] {
  const aligned = new Map<string, Parent>();
  for (const one of listOf(get(record, 'Alignment'))) {
    if (!isObject(one)) continue;
    const id = stringOf(get(one, 'ID'));
    const weight = parseNumber(stringOf(get(one, 'Weight')));
    aligned.set(id, { id, title: nameOf(one), ...(weight !== undefined && { weight }) });
  }
  const told = get(record, 'Parent IDs');
  // In a table that was made of it they stand in one text.
  const ids = listOf(told).flatMap((one) => stringOf(one).split(/[,;\s]+/));
  if (!told) ids.push(...aligned.keys());
  return [...new Set(ids)].filter(Boolean).map((id) => aligned.get(id) ?? { id, title: '' });
}

function metricOf({ record, row, tell }: Place): Metric {
  const outcome = get(record, 'Outcome');
  if (!isObject(outcome)) return {};
  const place = { record: outcome, row, tell };
  const unit = stringOf(get(outcome, 'Metric Unit'));
  return defined<Metric>({
    name: stringOf(get(outcome, 'Metric Name')) || undefined,
    unit: get(outcome, 'Metric Unit') === undefined ? undefined : (units.get(unit.toLowerCase()) ?? unit),
    start: numberIn(place, 'Start'),
    target: numberIn(place, 'Target'),
    current: undefined,
  });
}

/** A check-in of `okr`: its value is in the OKR's unit if it speaks of the same metric. */
export function readCheckIn(place: Place, okr: Okr, persons: Persons): CheckIn {
  const { record } = place;
  const note = get(record, 'Check In Note');
  const metric = stringOf(get(record, 'Metric Name')) || undefined;
  const number = numberIn(place, 'Current Value');
  const unit = metric === undefined || metric === okr.metric.name ? (okr.metric.unit ?? '') : '';
  const text = textOf(get(record, 'Current Value'));
  return defined<CheckIn>({
    date: dayIn(place, 'CheckIn Date'),
    activityAt: instantOf(place, 'Activity Date'),
    user: persons.personOf(get(record, 'Check In Owner')),
    // Beside it stands HTML of a stranger's.
    note: isObject(note) ? stringOf(get(note, 'Check In Note')) : stringOf(note),
    metric,
    status: statusOf(stringOf(get(record, 'Status'))),
    value:
      number === undefined
        ? text
          ? { text, unit: '' }
          : undefined
        : { text: unit === '$' ? `$${number}` : `${number}${unit}`, number, unit },
    raw: undefined,
    unread: undefined,
  });
}
