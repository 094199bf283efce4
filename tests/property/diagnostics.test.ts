import fc from 'fast-check';
import { expect, test } from 'vitest';
import { diagnosticReport, type Facts } from '../../lib/jobs/diagnostics.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { jobIn, noon, settings } from '../unit/samples.ts';

const secret = 'eyJ-secret';
const facts: Facts = {
  at: noon,
  version: '1.0',
  browser: 'Chrome',
  platform: 'linux',
  language: 'en',
  permissions: ['storage'],
  settings,
  managed: ['clientId'],
  signedIn: true,
  jobs: [],
  unreadable: { broken: [], newer: [] },
};

/** A record that holds something of its user wherever it may. */
const personalJob: fc.Arbitrary<Job> = fc
  .record({
    phase: fc.constantFrom('requested', 'following', 'done', 'failed', 'cancelled' as const),
    status: fc.string({ maxLength: 500 }),
    at: fc.oneof(fc.double(), fc.integer()),
    events: fc.integer({ min: 0, max: 20 }),
  })
  .map(({ phase, status, at, events }) => {
    const details = { status: 500, serviceMessage: secret, requestId: 'r-1' };
    const problem = { code: 'serverError' as const, at, value: secret, details };
    return {
      ...jobIn(phase as Job['phase']),
      title: secret,
      account: { homeAccountId: secret, username: secret },
      status,
      updatedAt: at,
      file: { name: `/${secret}/a.csv`, bytes: 1, blobUrl: `blob:${secret}` },
      problem,
      wait: { for: 'backoff' as const, until: at, problem },
      events: Array.from({ length: events }, () => ({
        at,
        phase: phase as Job['phase'],
        code: problem.code,
      })),
    };
  });

test('whatever is stored: no name, no account, no path, and no end without it', () => {
  fc.assert(
    fc.property(fc.array(personalJob, { maxLength: 30 }), (jobs) => {
      const report = diagnosticReport({
        ...facts,
        jobs,
        settings: { ...settings, folder: secret, fileName: secret },
        signInProblem: jobs[0]?.problem,
      });
      expect(report).not.toContain(secret);
      expect(report.length).toBeLessThan(50_000);
      expect(report.match(/^ {2}organization /gm)?.length ?? 0).toBe(Math.min(10, jobs.length));
    }),
  );
});
