import { parseArgs } from 'node:util';
import { build } from '../tests/build.ts';
import { startBench } from './context.ts';
import type { Row } from './row.ts';

/*
 * npm run bench [-- --only popup,download] [-- --quick]
 *
 * Measures the production build in a real Chromium against the emulated services, every figure as a ratio to something
 * measured in the same run, and writes docs/benchmarks.md.
 */

const { values } = parseArgs({
  options: { only: { type: 'string' }, quick: { type: 'boolean', default: false } },
});
const groups = ['popup'];
const chosen = values.only?.split(',') ?? groups;

build();
const bench = await startBench(values.quick);
const all: Row[] = [];
try {
  for (const name of chosen) {
    const begun = Date.now();
    const { rows } = (await import(`./${name}.ts`)) as { rows(from: typeof bench): Promise<Row[]> };
    const made = await rows(bench);
    all.push(...made);
    for (const { what, figure, spread, goal, met } of made)
      console.log(
        `${met === undefined ? ' ' : met ? '✓' : '✗'} ${what}: ${figure} [${goal}] ${spread ?? ''}`,
      );
    console.log(`  ${name}: ${((Date.now() - begun) / 1000).toFixed(0)} s`);
  }
} finally {
  await bench.close();
}
