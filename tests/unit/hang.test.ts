// @vitest-environment node
import { beforeEach, describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { isPaused, type Job } from '../../lib/jobs/job.ts';
import { createRandom } from '../chaos/random.ts';
import {
  aroundBackground,
  click,
  type Day,
  downloads,
  endDownload,
  jobs,
  newDay,
  settings,
} from './played-browser.ts';
import { service } from './played-service.ts';
import { account } from './samples.ts';
import { outside, settle, startBackground } from './whole-background.ts';

/*
 * The whole background in a browser whose every promise may stay open for ever: each call of a whole export, one at a time, and
 * all at random. Time is played. Whatever hangs, the export ends, with one file.
 */

const start = Date.UTC(2026, 10, 23, 12);
const second = 1000;
const minute = 60 * second;
const day: Day = {
  start,
  stored: { settings: { clientId: settings.clientId }, account },
  service: { statuses: ['running', 'running', 'succeeded'], retryAfter: 1 },
};

aroundBackground(day);
beforeEach(() => {
  outside.call = (_name, happen) => happen();
  vi.spyOn(console, 'error').mockImplementation(() => {});
});

async function begin(): Promise<void> {
  startBackground();
  await settle();
  void click();
}

/** Plays time until the export has ended. Its user clicks again where nothing was written down, or a sign-in is asked for. */
async function untilEnded(within: () => number, step = 2 * second): Promise<Job> {
  for (let played = 0; played <= within(); played += step) {
    await settle();
    const [job] = await jobs();
    if (job?.phase === 'done' || job?.phase === 'failed') return job;
    if (played % minute === 0 && (!job || isPaused(job))) {
      void click();
      await settle();
    }
    vi.advanceTimersByTime(step);
    for (const alarm of await fakeBrowser.alarms.getAll())
      if (alarm.scheduledTime <= Date.now()) {
        await fakeBrowser.alarms.clear(alarm.name);
        void fakeBrowser.alarms.onAlarm.trigger(alarm);
      }
    for (const download of downloads.filter(({ state }) => state === 'in_progress')) endDownload(download);
  }
  throw new Error(`stands still: ${JSON.stringify(await jobs())}`);
}

const never = () => new Promise<never>(() => {});
const late = (value: unknown) => new Promise((resolve) => setTimeout(() => resolve(value), 100 * second));
const ways: Record<string, (happen: () => unknown) => unknown> = {
  'never happens': never,
  'happens, and is never answered': (happen) => {
    void happen();
    return never();
  },
  'is answered late': async (happen) => late(await happen()),
};

describe('one call of an export', () => {
  test.each(Object.entries(ways))(
    '%s: the export ends in its one file all the same',
    async (_way, hang) => {
      const calls: string[] = [];
      outside.call = (name, happen) => {
        calls.push(name);
        return happen();
      };
      await begin();
      expect(await untilEnded(() => minute)).toMatchObject({ phase: 'done' });
      expect(calls.length).toBeGreaterThan(80);
      expect(new Set(calls)).toContain('downloads.download');

      for (let at = 0; at < calls.length; at++) {
        await newDay(day);
        let seen = 0;
        let hung = '';
        outside.call = (name, happen) => {
          if (seen++ !== at) return happen();
          hung = name;
          return hang(happen);
        };
        await begin();
        const within = () => (hung === 'host.fetchContent' ? 66 * minute : 4 * minute);
        const job = await untilEnded(within).catch((error: Error) => {
          throw new Error(`call ${at}, ${hung}: ${error.message}`);
        });
        expect(job, `call ${at}, ${hung}`).toMatchObject({ phase: 'done', file: { bytes: 9 } });
        expect([await jobs(), service.jobs.length, downloads.length], hung).toMatchObject([[{}], 1, 1]);
      }
    },
    // For a test that hangs: a busy machine may take its time.
    400_000,
  );
});

test.each(Array.from({ length: 12 }, (_, seed) => seed))(
  'any call, at random (seed %i): no export stands still',
  async (seed) => {
    const random = createRandom(seed);
    const hangs = Object.values(ways);
    outside.call = (_name, happen) =>
      Date.now() - start < 10 * minute && random.chance(0.03) ? random.pick(hangs)(happen) : happen();
    await begin();
    const job = await untilEnded(() => 80 * minute, 10 * second);
    if (job.phase === 'failed') expect(job.problem?.code).toMatch(/^(internal|contentLost)$/);
    else expect(service.jobs).toHaveLength(1);
    expect(downloads.length).toBeLessThanOrEqual(2);
  },
  60_000,
);
