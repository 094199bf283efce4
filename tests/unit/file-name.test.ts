// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { exportFileName, safeSegment } from '../../lib/files/file-name.ts';

const at = new Date(2026, 10, 3, 4, 5, 6).getTime();
const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
const name = (title: string | undefined, template = '{view} {date}', folder = '') =>
  exportFileName(template, folder, { view, title, at });

test.each([
  ['Q3 company OKRs', 'Q3 company OKRs 2026-11-03.csv'],
  ['Ziele: Wachstum / Qualität?', 'Ziele Wachstum Qualität 2026-11-03.csv'],
  ['目標 الأهداف 🚀', '目標 الأهداف 🚀 2026-11-03.csv'],
  ['../../etc/passwd', 'etc passwd 2026-11-03.csv'],
  ['invoice\u202Egpj.exe', 'invoice gpj.exe 2026-11-03.csv'],
  ['a\u0000b\nc\u200Bd', 'a b c d 2026-11-03.csv'],
  ['50 % done', '50 done 2026-11-03.csv'],
  [undefined, '48213 2026-11-03.csv'],
  ['...', '48213 2026-11-03.csv'],
  ['a\uFFFFb\u{1FFFF}c', 'a b c 2026-11-03.csv'],
])('%j becomes %s', (title, expected) => {
  expect(name(title)).toBe(expected);
});

test('every field of the template', () => {
  expect(name('A', '{organization}_{view}_{date}_{time}')).toBe(
    `${view.goalsOrganizationId}_A_2026-11-03_04.05.06.csv`,
  );
});

test('a field that only JavaScript’s own objects have', () => {
  expect(name('A', '{__proto__} {constructor}')).toBe('{__proto__} {constructor}.csv');
});

test('the sub-folder, cleaned part by part', () => {
  expect(name('A', '{view}', 'Reports\\OKR/ 2026 ')).toBe('Reports/OKR/2026/A.csv');
  expect(name('A', '{view}', '../up/./x')).toBe('up/x/A.csv');
  expect(name('A', '{view}', '/')).toBe('A.csv');
});

test.each(['', 'Reports/OKR', `${'f'.repeat(60)}/${'g'.repeat(60)}`, 'x'.repeat(300)])(
  'a long name leaves room in a Windows path: in "%s"',
  (folder) => {
    const parts = { view: { goalsOrganizationId: 'o', explorerViewId: 'v' }, title: 'T'.repeat(300), at: 0 };
    const path = exportFileName('{view}', folder, parts);
    const name = path.split('/').at(-1) ?? '';
    expect(path.length <= 185 || name.length === 44).toBe(true);
    expect(name).toMatch(/^T{40,}\.csv$/);
  },
);

describe('a segment', () => {
  test.each(['CON', 'nul', 'com1', 'LPT9', 'aux.csv', 'con.tar.gz', 'con .x', 'clock$'])(
    '%s is no device',
    (device) => {
      expect(safeSegment(device)).toBe(`_${device}`);
    },
  );
  test.each(['CONSOLE', 'nullable', 'com10'])('%s is an ordinary name', (ordinary) => {
    expect(safeSegment(ordinary)).toBe(ordinary);
  });

  test.each([
    'a'.repeat(500),
    '目'.repeat(500),
    '🚀'.repeat(300),
    '👩🏽‍🚀'.repeat(300),
    `é${'e\u0301'.repeat(400)}`,
  ])('is short enough for every file system, and no character is cut', (long) => {
    const segment = safeSegment(long);
    expect(Buffer.byteLength(segment)).toBeLessThanOrEqual(200);
    expect(Buffer.byteLength(segment)).toBeGreaterThan(150);
    expect(segment).not.toMatch(/\p{Cs}|\uFFFD/u);
  });

  test('is short enough with the mark of a device, too, and then stays as it is', () => {
    const segment = safeSegment(`con.${'a'.repeat(300)}`);
    expect(segment).toMatch(/^_con\.a+$/);
    expect(Buffer.byteLength(segment)).toBe(200);
    expect(safeSegment(segment)).toBe(segment);
  });

  test('is never empty', () => {
    for (const empty of ['', ' ', '.', '..', '\u202E', '///', '~']) expect(safeSegment(empty)).toBe('export');
  });
});
