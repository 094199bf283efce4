import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readChallenges, readClaims } from '../../lib/graph/challenge.ts';
import {
  readDetails,
  readExportJob,
  readExportJobs,
  readLocation,
  readTarget,
  readTimestamp,
} from '../../lib/graph/decode.ts';
import { graphUrl } from '../../lib/graph/gateway.ts';
import { readRetryAfter } from '../../lib/graph/retry.ts';

/* What Graph answers, or somebody in its name. */

const key = fc.constantFrom(
  'id',
  'status',
  'statusDetail',
  'value',
  'error',
  'innerError',
  'innererror',
  'code',
  'message',
  'target',
  'createdDateTime',
  'expirationDateTime',
  'goalsOrganizationId',
  'explorerViewId',
  '@odata.nextLink',
  '__proto__',
  'constructor',
  'request-id',
);
/** JSON with the service's own names in the wrong places. */
const json = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 5 },
    fc.jsonValue(),
    fc.string(),
    fc.double(),
    fc.constant(null),
    fc.array(tie('node'), { maxLength: 4 }),
    fc.dictionary(key, tie('node'), { maxKeys: 5, noNullPrototype: true }),
  ),
})).node;

test('any JSON: no error, and fields have their types or are missing', () => {
  const isText = (value: unknown) => value === undefined || (typeof value === 'string' && value !== '');
  const isTime = (value: unknown) =>
    value === undefined || (typeof value === 'number' && Number.isFinite(value));
  fc.assert(
    fc.property(json, (body) => {
      expect(isText(readTarget(body))).toBe(true);
      for (const job of [readExportJob(body), ...(readExportJobs(body)?.jobs ?? [])]) {
        if (!job) continue;
        const { createdAt, expiresAt, ...texts } = job;
        expect([createdAt, expiresAt].every(isTime)).toBe(true);
        expect(Object.values(texts).every(isText)).toBe(true);
      }
      expect(JSON.stringify(readDetails(500, new Headers(), body)).length).toBeLessThan(20_000);
    }),
  );
});

test('a job reads the same flat and wrapped, in both forms of its times', () => {
  const time = fc.date({ min: new Date(0), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true });
  const dashed = (iso: string) => iso.replace(/T(\d\d):(\d\d):/, 'T$1-$2-');
  fc.assert(
    fc.property(
      fc.uuid(),
      fc.constantFrom('notStarted', 'running', 'succeeded', 'failed', 'skipped'),
      time,
      (id, status, at) => {
        const job = { id: `j!${id}`, status, createdDateTime: at.toISOString() };
        const read = { id: `j!${id}`, status, createdAt: at.getTime() };
        expect(readExportJob(job)).toEqual(read);
        expect(readExportJob({ value: job })).toEqual(read);
        expect(readExportJob({ ...job, createdDateTime: dashed(job.createdDateTime) })).toEqual(read);
        expect(readTimestamp(dashed(at.toISOString()))).toBe(at.getTime());
      },
    ),
  );
});

test('a Location names one segment of a path, or nothing', () => {
  const id = fc.oneof(
    fc.stringMatching(/^j![A-Za-z0-9_-]{1,60}$/),
    fc.string(),
    fc.constantFrom('..', '.', '%2e%2e', '..%2f', '%2F..%2Fme'),
  );
  const around = fc.constantFrom(
    ['https://graph.microsoft.com/beta/x/exportJobs/', ''],
    ['"/exportJobs/', '"'],
    ['//evil.example/exportJobs/', '?x=1'],
    ["exportJobs('", "')"],
  );
  fc.assert(
    fc.property(id, around, (text, [before, after]) => {
      const read = readLocation(before + text + after);
      if (read === undefined) return;
      const url = new URL(graphUrl(`/exportJobs/${encodeURIComponent(read)}`));
      expect(url.pathname).toMatch(/^\/beta\/employeeExperience\/goals\/exportJobs\/[^/]+$/);
      expect(url.search + url.hash).toBe('');
    }),
  );
});

const token = fc.stringMatching(/^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,12}$/);
const quotedText = fc.string().map((text) => text.replace(/[^\t\x20-\x7e]/g, ''));

test('challenges that are printed by the grammar read back (RFC 9110, 11.6.1)', () => {
  const challenge = fc.record({
    scheme: token.filter((name) => /[a-z]/i.test(name)),
    parameters: fc.uniqueArray(fc.tuple(token, quotedText), {
      selector: ([name]) => name.toLowerCase(),
      minLength: 1,
      maxLength: 4,
    }),
  });
  fc.assert(
    fc.property(fc.array(challenge, { minLength: 1, maxLength: 4 }), (challenges) => {
      const header = challenges
        .map(
          ({ scheme, parameters }) =>
            `${scheme} ${parameters.map(([name, value]) => `${name}="${value.replace(/[\\"]/g, '\\$&')}"`).join(', ')}`,
        )
        .join(', ');
      expect(readChallenges(header)).toEqual(
        challenges.map(({ scheme, parameters }) => ({
          scheme: scheme.toLowerCase(),
          parameters: Object.fromEntries(parameters.map(([name, value]) => [name.toLowerCase(), value])),
        })),
      );
    }),
  );
});

test('S5: any header ends without an error, in time that grows with its length; claims are a JSON object or nothing', () => {
  const piece = fc.constantFrom('Bearer ', 'claims="', '",', '=', ',', ' ', '\\', '"', 'a', 'eyJ9', '\t');
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join('')),
      ),
      (header) => {
        readChallenges(header);
        const claims = readClaims(header);
        if (claims !== undefined) expect(typeof JSON.parse(claims)).toBe('object');
      },
    ),
  );
  for (const text of ['a', ' ', 'a ', 'a=', '"', '\\"', 'a="', ',', 'Bearer a="b\\', '\t,']) {
    const begun = performance.now();
    readChallenges(text.repeat(100_000 / text.length));
    expect(performance.now() - begun, JSON.stringify(text)).toBeLessThan(3000);
  }
});

test('Retry-After is a time from now to a year, or nothing', () => {
  const date = fc
    .date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('9999-01-01') })
    .map((at) => at.toUTCString());
  const value = fc.oneof(fc.string(), fc.integer().map(String), fc.double().map(String), date);
  fc.assert(
    fc.property(value, fc.oneof(date, fc.string(), fc.constant(null)), (header, serverDate) => {
      const wait = readRetryAfter(header, serverDate, Date.now());
      if (wait === undefined) return;
      expect(Number.isInteger(wait)).toBe(true);
      expect(wait).toBeGreaterThanOrEqual(0);
      expect(wait).toBeLessThanOrEqual(366 * 86_400_000);
    }),
  );
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_400 }), (seconds) => {
      expect(readRetryAfter(String(seconds), null, 0)).toBe(seconds * 1000);
    }),
  );
});
