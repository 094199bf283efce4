// @vitest-environment node
import { expect, test } from 'vitest';
import { parseInstant, parseValue } from '../../lib/okr/values.ts';

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
  ['12.5 km', 12.5, 'km'],
  ['5 m', 5, 'm'],
  ['0.07', 0.07, ''],
  ['12.', undefined, ''],
  ['n/a', undefined, ''],
  ['', undefined, ''],
])('the value %s', (text, number, unit) => {
  const { number: read, unit: told } = parseValue(text);
  expect([read, told]).toEqual([number, unit]);
});

test.each([
  ['2025-01-06 2:36:20 PM', '2025-01-06T14:36:20Z'],
  ['2025/01/06 12:05 AM', '2025-01-06T00:05:00Z'],
  ['1/16/2025 2:36 PM', '2025-01-16T14:36:00Z'],
  ['2025-01-06T14:36:20+05:30', '2025-01-06T09:06:20Z'],
])('the time %s is %s', (text, instant) => expect(parseInstant(text)).toBe(instant));
