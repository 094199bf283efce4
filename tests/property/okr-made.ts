import fc from 'fast-check';
import type { Okr } from '../../lib/okr/model.ts';
import type { MadeCheckIn, MadeOkr } from '../fixtures/okr/organization.ts';

/* Organizations as nobody would think of them. */

/** Texts with what files of this kind trip over. */
const piece = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 8 }) },
  fc.constantFrom(
    ...[
      '"',
      '""',
      ',',
      ';',
      '; ',
      '\n',
      '\r\n',
      '\t',
      '=1+1',
      '@Ann',
      '<b>',
      '&amp;',
      '\u202e',
      '(R&D)',
      '__proto__',
    ],
    ...[
      'Status: Behind',
      '; Metric Name: old',
      '; Current Value: 3; was wrong',
      '; Note: so',
      'Activity Date:',
      '🎯',
    ],
  ),
);
const text = (pieces: number) => fc.array(piece, { maxLength: pieces }).map((parts) => parts.join('').trim());
const title = text(4).map((words) => words || 'untitled');
const name = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 12 })
  .map((all) => all.replace(/[,;"\r\n]/g, '').trim() || 'Åsa');
const names = fc.uniqueArray(name, { maxLength: 3 });
const day = fc
  .integer({ min: 0, max: 4000 })
  .map((days) => new Date(Date.UTC(2018, 0, 1) + days * 86_400_000).toISOString().slice(0, 10));
const number = fc.oneof(
  fc.integer({ min: -1000, max: 200_000 }),
  fc.integer({ min: -99_999, max: 99_999 }).map((hundredths) => hundredths / 100),
);
const status = fc.constantFrom(
  'Not Started',
  'On Track',
  'Behind',
  'At Risk',
  'Closed',
  'Postponed',
  'Reopened',
  'Odd',
);

const checkIns = fc
  .array(
    fc.record<MadeCheckIn>({ day, time: fc.constant(''), user: name, note: text(6), status, value: number }),
    { maxLength: 4 },
  )
  .map((all) =>
    all
      .sort((a, b) => (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
      .map((one, i) => ({ ...one, time: `10:00:${String(59 - i).padStart(2, '0')}` })),
  );

/** Parents are any places, also its own and those of nobody. */
const okr = fc.record<MadeOkr>({
  id: fc.integer({ min: 1, max: 9_999_999 }),
  title,
  kind: fc.constantFrom('Objective', 'Key result', 'Initiative'),
  owners: names,
  teams: names,
  description: text(6),
  period: fc.constantFrom('Q1 2025', 'Annual 2025', '2025 年'),
  start: day,
  due: day,
  parents: fc.uniqueArray(fc.nat({ max: 12 }), { maxLength: 3 }),
  weight: fc.integer({ min: 0, max: 10_000 }).map((hundredths) => hundredths / 100),
  unit: fc.constantFrom('%', ''),
  from: number,
  to: number,
  progress: number,
  status,
  score: fc.integer({ min: 0, max: 10 }).map((tenths) => tenths / 10),
  checkIns,
});

export const organization = fc.uniqueArray(okr, { minLength: 1, maxLength: 12, selector: ({ id }) => id });

/** A title as the child's row has it: what stands between two parents is not known, so it may have lost its first marks. */
const bare = (words: string) => words.replace(/^[\s,;|\u2022]+/, '');

/** What all forms tell of an OKR. */
export const essence = (one: Okr) => ({
  id: one.id,
  title: one.title,
  kind: one.kind,
  owners: one.owners.map((person) => person.name),
  teams: one.teams,
  description: one.description ?? '',
  period: one.period,
  start: one.start,
  due: one.due,
  parents: one.parents.map(({ id, key, weight, title: told }) => ({ id, key, weight, title: bare(told) })),
  unit: one.metric.unit,
  from: one.metric.start,
  to: one.metric.target,
  progress: one.progress,
  status: one.status?.word,
  score: one.score,
  checkIns: one.checkIns.map((checkIn) => ({
    date: checkIn.date,
    activityAt: checkIn.activityAt,
    user: checkIn.user?.name,
    note: checkIn.note,
    metric: checkIn.metric,
    status: checkIn.status?.word,
    value: checkIn.value?.number,
    unit: checkIn.value?.unit,
  })),
});

/** The same of what was made. */
export const madeEssence = (one: MadeOkr, all: readonly MadeOkr[]): ReturnType<typeof essence> => ({
  id: String(one.id),
  title: one.title,
  kind: ({ Objective: 'objective', 'Key result': 'keyResult', Initiative: 'initiative' } as const)[one.kind],
  owners: one.owners,
  teams: one.teams,
  description: one.description,
  period: one.period,
  start: one.start,
  due: one.due,
  parents: one.parents.flatMap((at) => {
    const parent = all[at];
    const key = parent === one || !parent ? undefined : String(parent.id);
    return parent ? [{ id: String(parent.id), key, weight: one.weight, title: bare(parent.title) }] : [];
  }),
  unit: one.unit,
  from: one.from,
  to: one.to,
  progress: one.progress,
  status: one.status,
  score: one.score || undefined,
  checkIns: one.checkIns.map((checkIn) => ({
    date: checkIn.day,
    activityAt: `${checkIn.day}T${checkIn.time}Z`,
    user: checkIn.user,
    note: checkIn.note,
    metric: 'Progress',
    status: checkIn.status,
    value: checkIn.value,
    unit: one.unit,
  })),
});
