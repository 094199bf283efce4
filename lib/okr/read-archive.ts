import { isObject } from '../data/data.ts';
import { columnsOf } from './archive-columns.ts';
import type { ArchiveFile, ArchiveKind } from './archive-files.ts';
import { readCheckIn, readObjective } from './archive-records.ts';
import { get, type Persons, type Place, personsFrom, stringOf } from './archive-values.ts';
import type { Breath } from './breath.ts';
import { sortCheckIns } from './check-in.ts';
import { tellKinds } from './kinds.ts';
import { limits } from './limits.ts';
import { linkParents, tellCircles } from './links.ts';
import type { Kind, Okr, Person, Report } from './model.ts';
import { reportNameOf } from './table.ts';
import { takenAtOf } from './taken-at.ts';

/**
 * All files of an organization's archive that there are; of two of a kind the first.
 * @returns undefined without objectives, which is told
 */
export async function readArchive(
  all: readonly ArchiveFile[],
  words: ReadonlyMap<string, Kind> | undefined,
  breath: Breath,
): Promise<Report | undefined> {
  const files = new Map<ArchiveKind, ArchiveFile>();
  for (const file of all)
    if (files.has(file.kind)) file.troubles.add('fileTwice');
    else files.set(file.kind, file);
  const objectives = files.get('objectives');
  if (!objectives) {
    for (const { troubles } of files.values()) troubles.add('archiveWithoutObjectives');
    return;
  }
  const persons = personsFrom(files.get('users')?.records ?? []);
  const okrs = await readObjectives(objectives, persons, breath);
  if (okrs.okrs.length === 0) {
    objectives.troubles.add('noRows');
    return;
  }
  linkParents(okrs.okrs, objectives.troubles, 'Parent IDs');
  nameParents(okrs.okrs);
  const byId = new Map<string, Okr>();
  for (const okr of okrs.okrs) if (okr.id && !byId.has(okr.id)) byId.set(okr.id, okr);
  await addCheckIns(files.get('checkins'), byId, persons, breath);
  tellCircles(okrs.okrs, objectives.troubles);
  const doubtfulWords = tellKinds(okrs.okrs, words, objectives.troubles);
  return {
    name: reportNameOf(objectives.name),
    kind: 'archive',
    files: all.map(({ name, bytes }) => ({ name, bytes, kind: 'json' })),
    ...takenAtOf(objectives.name),
    columns: okrs.columns,
    hasCheckIns: files.has('checkins'),
    okrs: okrs.okrs,
    people: everybodyIn(okrs.okrs, persons.all),
    doubtfulWords,
    troubles: all.flatMap(({ troubles }) => troubles.list),
  };
}

/** The records of a file; what is none is told. */
function* placesIn(file: ArchiveFile | undefined): Generator<Place> {
  if (!file) return;
  const { records, troubles } = file;
  const tell: Place['tell'] = (code, place) => troubles.add(code, place);
  for (const [i, record] of records.entries())
    if (isObject(record)) yield { record, row: i + 1, tell };
    else troubles.add('recordUnreadable', { row: i + 1, value: String(record) });
}

async function readObjectives(file: ArchiveFile, persons: Persons, breath: Breath) {
  const places = [...placesIn(file)];
  if (places.length > limits.rows) file.troubles.add('tooManyCells', { row: limits.rows + 1 });
  places.length = Math.min(places.length, limits.rows);
  const { columns, cellsOf } = columnsOf(places.map(({ record }) => record));
  const okrs: Okr[] = [];
  for (const place of places) {
    okrs.push(readObjective(place, persons, cellsOf(place.record)));
    await breath(0.2 + (0.3 * okrs.length) / places.length);
  }
  return { columns, okrs };
}

/** A parent of which `Alignment` says nothing bears its own title. */
function nameParents(okrs: readonly Okr[]): void {
  const titles = new Map(okrs.map(({ key, title }) => [key, title]));
  for (const { parents } of okrs)
    for (const parent of parents) parent.title ||= titles.get(parent.key ?? '') ?? '';
}

async function addCheckIns(
  file: ArchiveFile | undefined,
  byId: ReadonlyMap<string, Okr>,
  persons: Persons,
  breath: Breath,
): Promise<void> {
  let read = 0;
  for (const place of placesIn(file)) {
    const id = stringOf(get(place.record, 'OKR ID'));
    const okr = byId.get(id);
    if (okr) okr.checkIns.push(readCheckIn(place, okr, persons));
    else place.tell('checkInWithoutOkr', { row: place.row, column: 'OKR ID', value: id });
    await breath(0.5 + (0.5 * ++read) / (file?.records.length ?? 1));
  }
  for (const okr of byId.values()) {
    sortCheckIns(okr.checkIns);
    const newest = okr.checkIns.find(
      ({ metric, value }) => value?.number !== undefined && (!metric || metric === okr.metric.name),
    );
    if (newest?.value?.number !== undefined) okr.metric.current = newest.value.number;
  }
}

/** Everybody whom an archive names, each once: by the address where one is told, of those who share a name the last. */
function everybodyIn(okrs: readonly Okr[], users: readonly Person[]): Person[] {
  const named = okrs.flatMap(({ owners, creator }) => [...owners, ...(creator ? [creator] : [])]);
  const byName = new Map(named.map((person) => [person.name, person]));
  const checkers = okrs.flatMap(({ checkIns }) => checkIns.flatMap(({ user }) => user ?? []));
  const all = new Map<string, Person>();
  for (const person of [...users, ...byName.values(), ...checkers])
    all.set(person.email?.toLowerCase() ?? person.name, person);
  return [...all.values()];
}
