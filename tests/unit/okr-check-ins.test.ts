// @vitest-environment node
import { expect, test } from 'vitest';
import { parseCheckIn } from '../../lib/okr/check-in.ts';
import { checkInCountOf, lastCheckInOf } from '../../lib/okr/table-okr.ts';
import { csvOf } from '../fixtures/okr/csv.ts';
import { read } from './okr-read.ts';

const cell = (
  note: string,
  more = 'Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;',
) => `Checkin Date: 2025-03-10; User: Ann (R&D); Note: ${note}; ${more}`;

test.each([
  'plain',
  'with; semicolons; and\nlines\r\n"quotes"',
  'Status: Behind; says who?',
  'Metric Name: old; Current Value: 3; was wrong',
  'Metric Name: a; Status: Closed; Current Value: 1; Activity Date: 2020-01-01 00:00:00 UTC',
  'Checkin Date: 2020-01-01; User: Bob; Note: quoted',
  '',
])('the note %j, whatever keys it quotes', (note) => {
  expect(parseCheckIn(cell(note))).toEqual({
    date: '2025-03-10',
    activityAt: '2025-03-10T20:57:08Z',
    user: { name: 'Ann (R&D)' },
    note,
    metric: 'Progress',
    status: { word: 'On Track', known: 'onTrack' },
    value: { text: '25%', number: 25, unit: '%' },
    raw: cell(note),
  });
});

test.each(['3/10/2025 8:57:08 PM', '2025-03-10 20:5'])(
  'a stamp that can not be read, %s, takes nothing else along',
  (stamp) => {
    const more = `Metric Name: NPS; EMEA; Status: Behind; Current Value: 25%; Activity Date: ${stamp}`;
    expect(parseCheckIn(cell('a; b', more))).toMatchObject({
      note: 'a; b',
      metric: 'NPS; EMEA',
      status: { known: 'behind' },
      value: { number: 25 },
      unread: true,
    });
  },
);

test("Ally.io's form: what is known of it, marked as it stands", () => {
  const text = '[Ann, 2022-05-16 23:20:57 UTC] Note: went well; Metric Name: NPS, Status: On Track';
  expect(parseCheckIn(text)).toMatchObject({
    activityAt: '2022-05-16T23:20:57Z',
    note: 'went well',
    status: { known: 'onTrack' },
    raw: text,
    unread: true,
  });
  expect(parseCheckIn('???')).toMatchObject({ raw: '???', unread: true });
});

test('check-ins far down a file, which are read when they are asked for, are what those at its top are', async () => {
  const checkIn = (note: string) =>
    `Checkin Date: 2025-03-10; User: Zoë; Note: ${note}; Metric Name: Progress; Status: On Track; Current Value: 25%; Activity Date: 2025-03-10 20:57:08 UTC;`;
  const tails = [
    [checkIn('said "fine"; Status: Behind; and\nmore')],
    [checkIn('a'), '', checkIn('b'), ' '],
    ['nobody knows; what "this" is'],
    [],
    ['', '', ''],
    [`${checkIn('')}\n`],
  ];
  const rows = (times: number) =>
    Array.from({ length: times }, (_, at) => [
      String(at + 1),
      `Title ${at}`,
      ...(tails[at % tails.length] as string[]),
    ]);
  const header = ['Id', 'Title', 'Checkins', '', '', ''];
  const { okrs: few } = await read(csvOf([header, ...rows(tails.length)]));
  const { okrs: many, told } = await read(csvOf([header, ...rows(100 * tails.length)]));
  expect(many.map(({ checkIns }) => checkIns)).toEqual(
    Array.from({ length: many.length }, (_, at) => few[at % few.length]?.checkIns),
  );
  expect(few.map(({ checkIns }) => checkIns.length)).toEqual([1, 2, 1, 0, 0, 1]);
  expect(many.map(lastCheckInOf)).toEqual(
    many.map((_, at) => few[at % few.length]).map((okr) => okr && lastCheckInOf(okr)),
  );
  expect(many.map(checkInCountOf)).toEqual(many.map(({ checkIns }) => checkIns.length));
  expect(told.filter(([code]) => code === 'checkInUnreadable')).toHaveLength(20);
});
