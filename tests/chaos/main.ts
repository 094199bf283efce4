import { parseArgs } from 'node:util';
import { build } from '../build.ts';
import { chaos } from './chaos.ts';
import { tableOf } from './table.ts';

/* `npm run chaos -- --runs 300 --seed 1 --parallel 3`: see docs/reliability.md. */

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
    parallel: { type: 'string', default: '2' },
  },
});
const [runs, seed, parallel] = [values.runs, values.seed, values.parallel].map(Number) as [
  number,
  number,
  number,
];
if (![runs, seed, parallel].every((value) => Number.isInteger(value) && value >= 0))
  throw new Error('--runs, --seed and --parallel take whole numbers');

// Pages that vanish under the driver's hand are what this is about.
process.on('unhandledRejection', (error) => {
  if (!/detached|Target closed|Session closed|Protocol error|Connection closed/i.test(String(error)))
    throw error;
});

await build();
const result = await chaos({ runs, seed, parallel, log: (line) => console.log(line) });
console.log(`\n${tableOf(result)}`);
process.exit(result.failed.length > 0 ? 1 : 0);
