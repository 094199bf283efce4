import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { WxtVitest } from 'wxt/testing/vitest-plugin';
import { fluentIcons } from './styles/fluent-icons.ts';
import LongestFirst from './tests/longest-first.ts';
import PlainReporter from './tests/plain-reporter.ts';
import { asScript } from './tests/unit/as-script.ts';

/** Vitest by itself leaves one processor free, and with two uses one. */
const computing = { maxWorkers: Math.max(2, availableParallelism() - 1), sequence: { groupOrder: 0 } };
/** A test that fails is tried once more, and named at the end of the run: it is to be mended all the same. */
const browsing = { maxWorkers: 5, retry: 1, isolate: false, sequence: { groupOrder: 1 } };

/** What tests put in the place of, where they start the whole background (tests/unit/whole-background.ts). */
const outsideOfBackground = ['wxt/browser', 'offscreen/index.ts', 'offscreen/operations.ts'];

/**
 * The kinds of tests. What computes runs first, so that it does not slow the browsers down; then five browsers at a time,
 * which mostly wait. The limits of time are for what hangs, not for what is slow.
 */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    reporters: ['default', new PlainReporter()],
    projects: [
      {
        plugins: [WxtVitest(), fluentIcons(), asScript(outsideOfBackground)],
        test: {
          name: 'unit',
          environment: 'happy-dom',
          // A context of its own for each file, as before, but not a process.
          pool: 'vmThreads',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          setupFiles: ['tests/unit/setup.ts'],
          restoreMocks: true,
          // For a test that hangs: a busy machine may take its time.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...computing,
        },
      },
      {
        plugins: [WxtVitest(), fluentIcons()],
        test: {
          name: 'property',
          environment: 'node',
          include: ['tests/property/**/*.test.ts'],
          setupFiles: ['tests/property/setup.ts'],
          isolate: false,
          testTimeout: 60_000,
          ...computing,
        },
      },
      {
        test: {
          name: 'emulator',
          environment: 'node',
          include: ['tests/emulator/**/*.test.ts'],
          isolate: false,
          testTimeout: 60_000,
          ...computing,
        },
      },
      {
        test: {
          name: 'repo',
          environment: 'node',
          include: ['tests/repo/**/*.test.ts'],
          isolate: false,
          globalSetup: ['tests/build.ts'],
          testTimeout: 120_000,
          ...computing,
        },
      },
      {
        test: {
          name: 'firefox',
          environment: 'node',
          include: ['tests/firefox/**/*.test.ts'],
          globalSetup: ['tests/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          ...browsing,
        },
      },
      {
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['tests/e2e/**/*.test.ts', 'tests/chaos/**/*.test.ts'],
          globalSetup: ['tests/build.ts'],
          testTimeout: 300_000,
          hookTimeout: 300_000,
          ...browsing,
        },
      },
    ],
  },
});
