// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { plainId } from '../../lib/okr/ids.ts';
import { type Decimal, decimalOf, parseNumberBy, parseValue } from '../../lib/okr/numbers.ts';
import { parseDay, parseInstant } from '../../lib/okr/values.ts';

test.each<[string, number | undefined, string]>([
  ['25%', 25, '%'],
  ['25.5%', 25.5, '%'],
  ['-790.62%', -790.62, '%'],
  ['42,92 %', 42.92, '%'],
  ['265', 265, ''],
  ['1,234.5', 1234.5, ''],
  ['1.12 K', 1120, ''],
  ['3.4 M', 3_400_000, ''],
  ['-$3.50', -3.5, '$'],
  ['€ 1.12 K', 1120, '€'],
  ['€ 1.000,00', 1000, '€'],
  ['1’234.50 CHF', 1234.5, 'CHF'],
  ['12.5 km', 12.5, 'km'],
  ['5 m', 5, 'm'],
  ['0.07', 0.07, ''],
  ['12.', undefined, ''],
  ['(1,234.5)', -1234.5, ''],
  ['($3.50)', -3.5, '$'],
  ['1.000,00-', -1000, ''],
  ['.5', 0.5, ''],
  ['1e3', 1000, ''],
  ['1٬234٫5', 1234.5, ''],
  ['12:30', undefined, ''],
  ['1/2', undefined, ''],
  ['½', undefined, ''],
  ['10-20', undefined, ''],
  ['--5', undefined, ''],
  ['5 of 10', undefined, ''],
  ['1e400', undefined, ''],
  ['> 5', undefined, ''],
  ['n/a', undefined, ''],
  ['', undefined, ''],
])('the value %s', (text, number, unit) => {
  const { number: read, unit: told } = parseValue(text);
  expect([read, told]).toEqual([number, unit]);
});

const none = undefined;
test.each<[string, Decimal | 'open' | undefined, number | undefined]>([
  ['1.234.567', ',', 1_234_567],
  ['1 234,5', ',', 1234.5],
  ['1\u00a0234,5', ',', 1234.5],
  ['1\u202f234', none, 1234],
  ["1'234.50", '.', 1234.5],
  ['1’234.50', '.', 1234.5],
  ['12,34,567.5', '.', 1_234_567.5],
  ['12,5 %', ',', 12.5],
  ['1.000,00 €', ',', 1000],
  ['R$ 1.000,50', ',', 1000.5],
  ['(1,234.5)', '.', -1234.5],
  ['\u2212790,62', ',', -790.62],
  ['1.000,00-', ',', -1000],
  ['١٬٢٣٤٫٥', '.', 1234.5],
  ['१२.५', '.', 12.5],
  ['１２３', none, 123],
  ['\u200e-5', none, -5],
  ['1.5E+03', '.', 1500],
  ['0.500', '.', 0.5],
  ['1.000', 'open', none],
  ['1,000 €', 'open', none],
  ['3 MIO', none, none],
  ['1.2.3', none, none],
  ['ABC123', none, none],
])('the number %s tells of its decimal mark: %s', (text, decimal, number) => {
  expect([decimalOf(text), parseNumberBy(text, () => none)]).toEqual([decimal, number]);
});

test.each([
  ['2025-01-06 2:36:20 PM', '2025-01-06T14:36:20Z'],
  ['2025/01/06 12:05 AM', '2025-01-06T00:05:00Z'],
  ['1/16/2025 2:36 PM', '2025-01-16T14:36:00Z'],
  ['2025-01-06T14:36:20+05:30', '2025-01-06T09:06:20Z'],
  ['2025-01-06T14:36:20.123+0530', '2025-01-06T09:06:20Z'],
  ['1/16/2025 PM 2:36', '2025-01-16T14:36:00Z'],
  ['16 Jan 2025 AM 12:05:00', '2025-01-16T00:05:00Z'],
  ['2026/11/12 下午 2:36:20', '2026-11-12T14:36:20Z'],
  ['2026年11月12日(木) 午後2時36分', '2026-11-12T14:36:00Z'],
  ['12.11.2026, 14:36', '2026-11-12T14:36:00Z'],
  ['November 12th, 2026 at 2:36 PM', '2026-11-12T14:36:00Z'],
  ['2025-01-06 14:36-15:36', undefined],
  ['16/01/2025 14:36 -1536', undefined],
  ['2025-01-06 14:36+14:00', '2025-01-06T00:36:00Z'],
])('the time %s is %s', (text, instant) => expect(parseInstant(text)).toBe(instant));

describe('the day', () => {
  test.each([
    '12 Nov 2026',
    'Nov 12, 2026',
    '12-Nov-26',
    'Thursday, November 12, 2026',
    '12. November 2026',
    '12 nov. 2026',
    'jueves, 12 de noviembre de 2026',
    '12 de nov. de 2026',
    '12 ноября 2026 г.',
    '2026年11月12日',
    '2026년 11월 12일 목요일',
    '2026. 11. 12.',
    '١٢ نوفمبر ٢٠٢٦',
    '12.11.26',
    '20261112',
    '46338',
    '46338,75',
    '2026-11-12T00:00:00+01:00',
    '2026-11-12T23:59:59-08:00',
  ])('%s', (text) => expect(parseDay(text)).toBe('2026-11-12'));

  test.each([
    '12 listopada 2026',
    'soon',
    'Nov 2026',
    '12/11/2569',
    '31 Feb 2026',
    'May 5 Nov 2026',
    '26. 11. 12.',
  ])('that nobody knows: %s', (text) => expect(parseDay(text)).toBeUndefined());
});

/** As the browser itself writes dates, in the languages of the texts and some more. */
test.each(
  'en-US en-GB de fr es it nl pt-BR ja ko zh-CN ar-EG ru uk bg cs sk sl ro hu tr sv da nb fi lt he'.split(
    ' ',
  ),
)('dates with the months of %s', (language) => {
  for (const dateStyle of ['long', 'medium', 'full'] as const) {
    const format = new Intl.DateTimeFormat(`${language}-u-ca-gregory`, { dateStyle, timeZone: 'UTC' });
    const wrong = Array.from({ length: 12 }, (_, month) => Date.UTC(2026, month, 23))
      .map((at) => [new Date(at).toISOString().slice(0, 10), format.format(at)] as const)
      .filter(([day, text]) => parseDay(text) !== day);
    expect(wrong).toEqual([]);
  }
});

test.each([
  ['2290007', '2290007'],
  ['2290007.0', '2290007'],
  ['2290007,00', '2290007'],
  ['2,290,007', '2290007'],
  ['2.290.007', '2290007'],
  ['2 290 007', '2290007'],
  ['2.290007E+06', '2290007'],
  ["'2290007", '2290007'],
  ['２２９０００７', '2290007'],
  ['0042', '0042'],
  ['OKR-12', 'OKR-12'],
  ['2.29E+06', ''],
  ['2.29E+15', ''],
  ['#######', ''],
])('the id %s', (text, id) => expect(plainId(text)).toEqual(id ? { id } : { id: '', lost: true }));
