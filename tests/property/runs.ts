/*
 * The same values in every run, so that a failure is a change of ours. Others, and more of them:
 * PROPERTY_SEED=7 PROPERTY_RUNS=5000 npx vitest run --project property
 */
const { PROPERTY_SEED = '20261124', PROPERTY_RUNS = '150' } = process.env;

export const seed = Number(PROPERTY_SEED);

/** More runs than usual, or fewer. */
export const times = (factor: number): { numRuns: number } => ({
  numRuns: Math.ceil(Number(PROPERTY_RUNS) * factor),
});
