import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoff, longestExport, pollDelay } from '../../lib/graph/retry.ts';
import { cancel, retry } from '../../lib/jobs/deeds.ts';
import { nextDue, restartWait, resume } from '../../lib/jobs/due.ts';
import { isOpen, isPaused, type Job, newJob, type OpenPhase } from '../../lib/jobs/job.ts';
import { advance } from '../../lib/jobs/machine.ts';
import type { Outcome } from '../../lib/jobs/outcome.ts';
import { readRecord } from '../../lib/jobs/records.ts';
import { type Cause, problemKinds, type Setback } from '../../lib/problems/problems.ts';

/* Whatever comes, in whatever order. */

const view = { goalsOrganizationId: '94a356ab-53d5-40e7-8a85-053d6d3b9eb3', explorerViewId: '48213' };
const start = Date.UTC(2026, 10, 23, 12);

const retryAfter = fc.option(
  fc.oneof(fc.integer({ min: 0, max: 600_000 }), fc.constantFrom(3_600_000, 86_400_001, 31_536_000_000)),
  { nil: undefined },
);
const cause: fc.Arbitrary<Cause> = fc.record(
  {
    code: fc.constantFrom(...(Object.keys(problemKinds) as Cause['code'][])),
    value: fc.string(),
    details: fc.record({ requestId: fc.string() }),
  },
  { requiredKeys: ['code'] },
) as fc.Arbitrary<Cause>;
const optional = <T extends object>(record: T): T =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as T;
const setback: fc.Arbitrary<Setback> = fc.oneof(
  cause.map((why) => ({ type: 'failed' as const, cause: why })),
  fc
    .tuple(cause, retryAfter)
    .map(([why, wait]) => optional({ type: 'delayed' as const, cause: why, retryAfter: wait }) as Setback),
  cause.map((why) => ({ type: 'paused' as const, cause: why })),
);
const id = fc.stringMatching(/^j![a-z]{3}$/);
const progress: Record<OpenPhase, fc.Arbitrary<Outcome>> = {
  requested: fc.constant({ type: 'asking' }),
  creating: fc.oneof(
    fc
      .tuple(id, retryAfter)
      .map(([exportJobId, wait]) => optional({ type: 'created', exportJobId, retryAfter: wait }) as Outcome),
    id.map((exportJobId): Outcome => ({ type: 'joined', exportJobId })),
    fc.constant<Outcome>({ type: 'absent' }),
    fc.constant<Outcome>({ type: 'unnamed' }),
    setback.map((why): Outcome => ({ type: 'notCreated', setback: why })),
    fc
      .tuple(cause, retryAfter)
      .map(([why, wait]) => optional({ type: 'unanswered', cause: why, retryAfter: wait }) as Outcome),
  ),
  following: fc
    .tuple(
      fc.constantFrom('notStarted', 'running', 'succeeded', 'failed', 'skipped', 'archiving'),
      retryAfter,
      fc.option(
        fc.integer({ min: -1, max: 86_400_000 }).map((ms) => start + ms),
        { nil: undefined },
      ),
    )
    .map(
      ([status, wait, expiresAt]) =>
        optional({ type: 'status', status, retryAfter: wait, expiresAt }) as Outcome,
    ),
  ready: fc.constant({ type: 'content', blobUrl: 'blob:x', bytes: 3, name: 'a.csv' }),
  saving: fc.constantFrom<Outcome>(
    { type: 'started', downloadId: 1 },
    { type: 'started', downloadId: 2 },
    { type: 'saved', name: '/a.csv', bytes: 3 },
    { type: 'lost' },
  ),
};

type Event =
  | { do: 'step'; pick: number; late: number; random: number }
  | { do: 'cancel' }
  | { do: 'retry' }
  | { do: 'wake' }
  | { do: 'clock'; ms: number };
const event: fc.Arbitrary<Event> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      do: fc.constant('step' as const),
      pick: fc.nat(),
      late: fc.nat({ max: 5000 }),
      random: fc.double({ min: 0, max: 1, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Event>({ do: 'retry' }, { do: 'wake' }, { do: 'cancel' }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('clock' as const),
      ms: fc.integer({ min: -172_800_000, max: 172_800_000 }),
    }),
  },
);

/** A life of an export: after each event what was, what is, and the time. */
function* live(events: Event[], outcomes: Record<OpenPhase, Outcome[]>) {
  let job: Job = newJob('1', view, 'x', start);
  let now = start;
  for (const happened of events) {
    const before = job;
    let outcome: Outcome | undefined;
    if (happened.do === 'cancel') job = cancel(job, now);
    else if (happened.do === 'retry') job = retry(job, now);
    else if (happened.do === 'wake') job = isPaused(job) ? resume(job, now) : job;
    else if (happened.do === 'clock') {
      now += happened.ms;
      job = restartWait(job, now);
    } else if (happened.do === 'step') {
      const due = nextDue(job, now);
      if (Number.isFinite(due)) now = Math.max(now, due) + happened.late;
      if (Number.isFinite(due) || (isOpen(job) && job.phase === 'saving')) {
        const choices = outcomes[job.phase as OpenPhase];
        outcome = choices[happened.pick % choices.length] as Outcome;
        job = advance(job, outcome, { now, random: happened.random });
      }
    }
    yield { before, job, now, event: happened, outcome };
  }
}

const lives = fc.tuple(
  fc.array(event, { maxLength: 60 }),
  fc.record(
    Object.fromEntries(
      Object.entries(progress).map(([phase, one]) => [
        phase,
        fc.array(fc.oneof({ weight: 3, arbitrary: one }, { weight: 1, arbitrary: setback }), {
          minLength: 1,
          maxLength: 6,
        }),
      ]),
    ) as Record<OpenPhase, fc.Arbitrary<Outcome[]>>,
  ),
);
const always = (check: (moment: ReturnType<typeof live> extends Generator<infer M> ? M : never) => void) =>
  fc.assert(
    fc.property(lives, ([events, outcomes]) => {
      for (const moment of live(events, outcomes)) check(moment);
    }),
  );

test('no state without a way out: an open export is due, waits for the browser’s download, or for the user, who is told', () =>
  always(({ job }) => {
    if (!isOpen(job)) return;
    const { for: what, until, problem } = job.wait;
    const waitsForDownload =
      what === 'download' && job.phase === 'saving' && job.file?.downloadId !== undefined;
    expect(until !== undefined || (isPaused(job) && problem) || waitsForDownload).toBeTruthy();
    if (isPaused(job)) expect(until).toBeUndefined();
    if (until !== undefined) expect(until).toBeGreaterThanOrEqual(job.updatedAt);
  }));

test('what ended stays so, but for the user’s Retry; and says why when it failed', () =>
  always(({ before, job, event: { do: what } }) => {
    if (!isOpen(before) && what !== 'retry') expect(job).toBe(before);
    if (job.phase === 'failed') expect(job.problem).toBeDefined();
    if (before.phase === 'done' || before.phase === 'cancelled') expect(job).toBe(before);
  }));

test('time does not run backwards, and no wait is longer than the one that ends an export', () =>
  always(({ before, job, now, event: { do: what } }) => {
    if (job !== before && what !== 'clock') expect(job.updatedAt).toBe(now);
    if (isOpen(job) && job.wait.until !== undefined && what === 'step' && job !== before)
      expect(job.wait.until - now).toBeLessThanOrEqual(longestExport);
    expect(job.waited).toBeGreaterThanOrEqual(0);
  }));

test('nobody is asked sooner than the service wants, whatever the user presses', () =>
  always(({ job, outcome, now }) => {
    const wait =
      outcome &&
      ('retryAfter' in outcome
        ? outcome.retryAfter
        : outcome.type === 'notCreated' && outcome.setback.type === 'delayed'
          ? outcome.setback.retryAfter
          : undefined);
    const asks = job.phase !== 'ready' && job.phase !== 'saving';
    if (wait === undefined || !isOpen(job) || !asks) return;
    expect(job.wait.until).toBeGreaterThanOrEqual(now + wait);
    expect(nextDue(retry(job, now), now)).toBeGreaterThanOrEqual(now + wait);
  }));

test('the job that is followed stays the same one; each record can be read again', () =>
  always(({ before, job }) => {
    if (before.phase === 'following' && job.phase !== 'requested')
      expect(job.exportJobId).toBe(before.exportJobId);
    expect(readRecord(structuredClone(job))).toEqual(job);
    expect(job.events.length).toBeLessThanOrEqual(20);
  }));

test('a service that never gets on: every export ends, after as long as it may take', () => {
  fc.assert(
    fc.property(lives, fc.double({ min: 0, max: 1, noNaN: true }), ([, outcomes], random) => {
      let job: Job = newJob('1', view, undefined, start);
      let steps = 0;
      for (let now = start; isOpen(job) && job.wait.until !== undefined; steps++) {
        expect(steps).toBeLessThan(100_000);
        now = Math.max(now, job.wait.until);
        const stuck = outcomes[job.phase].filter(
          ({ type }) => !['paused', 'saved', 'content'].includes(type),
        );
        job = advance(job, stuck[steps % stuck.length] ?? { type: 'delayed', cause: { code: 'offline' } }, {
          now,
          random,
        });
      }
      if (isOpen(job)) expect(isPaused(job) || job.phase === 'saving').toBe(true);
    }),
    { numRuns: 100 },
  );
});

test('waits grow with failures up to a bound, and keep to what was asked', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.option(fc.integer({ min: 0, max: 1e9 }), { nil: undefined }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (count, wait, random) => {
        for (const delay of [backoff(count, wait, random), pollDelay(count, wait, random)]) {
          expect(delay).toBeGreaterThanOrEqual(wait ?? 1000);
          expect(delay).toBeLessThanOrEqual(Math.max(wait ?? 300_000, 1000) + 120_000);
        }
        expect(backoff(count + 1, undefined, random)).toBeGreaterThanOrEqual(
          backoff(count, undefined, random),
        );
      },
    ),
  );
});
