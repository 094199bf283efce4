// @vitest-environment node
import { expect, test } from 'vitest';
import { rows, weight } from '../../lib/graph/answer-problems.ts';

type Row = (typeof rows)[number];

const statuses = Array.from({ length: 400 }, (_, at) => 200 + at);
const statusesOf = ({ status }: Row): number[] =>
  statuses.filter((one) =>
    Array.isArray(status) ? status.includes(one) : one < 500 === (status === '<500'),
  );
const meet = <T>(a: T | undefined, b: T | undefined): boolean =>
  a === undefined || b === undefined || a === b;

test('the order of the rows does not matter: of two that can fit the same answer, one tells more', () => {
  for (const a of rows)
    for (const b of rows) {
      const both = statusesOf(a).some((status) => statusesOf(b).includes(status));
      if (a === b || !both || !meet(a.code, b.code) || !meet(a.body, b.body)) continue;
      expect(weight(a), JSON.stringify([a, b])).not.toBe(weight(b));
    }
});
