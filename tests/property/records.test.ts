import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { newJob } from '../../lib/jobs/job.ts';
import { readRecord } from '../../lib/jobs/records.ts';
import { problemOf, statusOf } from '../../lib/jobs/status.ts';
import { senderOf } from '../../lib/messages/answer-messages.ts';

const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
const good = newJob('1', view, 'x', 0);

test('any stored value is a record that the rest can work with, or none, and is not changed', () => {
  const field = fc.constantFrom(
    ...Object.keys(good),
    'hold',
    'dueAt',
    'notBefore',
    'askedAt',
    'wait',
    'problem',
    'file',
    'account',
    'failedIn',
    '__proto__',
  );
  const spoilt = fc.dictionary(field, fc.jsonValue()).map((patch) => ({ ...good, ...patch }));
  fc.assert(
    fc.property(
      fc.oneof(
        fc.jsonValue(),
        spoilt,
        spoilt.map((record) => ({ ...record, version: 1 })),
        spoilt.map((record) => ({ ...record, version: 2 })),
      ),
      (stored) => {
        const before = structuredClone(stored);
        const record = readRecord(stored);
        expect(stored).toEqual(before);
        if (typeof record === 'string') return;
        expect(record.version).toBe(3);
        expect(typeof statusOf(record)).toBe('string');
        expect(problemOf(record)?.code ?? '').toEqual(expect.any(String));
        expect(readRecord(record)).toBe(record);
      },
    ),
  );
});

test('only our own pages and Explorer pages in a top frame are somebody', () => {
  const own = fakeBrowser.runtime.id;
  const url = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.constantFrom(
      'https://goals.microsoft.com/x',
      'https://goals.microsoft.com.evil.example/',
      'http://goals.microsoft.com/',
      'null',
      'about:blank',
      'file:///x',
      'chrome-extension://other/x',
    ),
  );
  const sender = fc.record({
    id: fc.constantFrom(own, 'other', undefined),
    url: fc.option(url, { nil: undefined }),
    frameId: fc.constantFrom(0, 1, undefined),
    tab: fc.constantFrom(undefined, { id: 1 }),
  });
  fc.assert(
    fc.property(sender, (one) => {
      const who = senderOf(one as never);
      if (who === undefined) return;
      expect(one.id).toBe(own);
      if (who === 'explorerPage') {
        expect(new URL(one.url ?? '').origin).toBe('https://goals.microsoft.com');
        expect(one).toMatchObject({ frameId: 0, tab: { id: 1 } });
      }
    }),
  );
});
