import { configureGlobal } from 'fast-check';

/*
 * The same inputs in every run, so that a failure is one's own; `PROPERTY_SEED` draws others, `PROPERTY_RUNS` more of
 * them. What fails is told with its seed and the smallest input that fails.
 */
configureGlobal({
  seed: Number(process.env.PROPERTY_SEED ?? 2026),
  numRuns: Number(process.env.PROPERTY_RUNS ?? 300),
});
