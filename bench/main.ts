import { readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { build } from '../tests/build.ts';
import { writeReleased } from './bytes.ts';
import { type Bench, startBench, type Thoroughness, thoroughness } from './context.ts';
import { machine } from './machine.ts';
import { markdown } from './report.ts';
import type { Row } from './row.ts';

/*
 * npm run bench [-- --only popup,download] [-- --quick] [-- --release]
 *
 * Measures the production build in real browsers against the emulated services, every figure as a ratio to something measured
 * in the same run, and writes docs/benchmarks.md. A part of it (`--only`), or a try (`--quick`), is only printed. A
 * release (`--release`) keeps what its parts weigh, for the next ones to be compared with.
 */

type Group = { name: string; rows(bench: Bench): Promise<Row[]> };
type GroupAlone = { name: string; rows(how: Thoroughness): Promise<Row[]> };

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    quick: { type: 'boolean', default: false },
    release: { type: 'boolean', default: false },
  },
});
const chosen = values.only?.split(',');

/** With the Chromium that they share; in the order of the table. */
const inChromium = [
  'popup',
  'content-script',
  'worker',
  'click-to-post',
  'download',
  'memory',
  'idle',
  'reading',
];
/** With no browser, or one of their own. They come first: some put a clock of their own in the place of the machine's. */
const alone = ['polling', 'fleet', 'bytes', 'workbook', 'firefox'];

const found = new Map<string, Row[]>();
async function measure<T>(name: string, measureRows: (from: T) => Promise<Row[]>, from: T): Promise<void> {
  const begun = performance.now();
  const rows = await measureRows(from);
  found.set(name, rows);
  for (const { what, figure, spread = '', goal, met, note } of rows) {
    console.log(`${met === undefined ? ' ' : met ? '✓' : '✗'} ${what}: ${figure} [${goal}] ${spread}`);
    if (note) console.log(`    ${note}`);
  }
  console.log(`  ${name}: ${((performance.now() - begun) / 1000).toFixed(0)} s`);
}

const wanted = (names: string[]) => names.filter((name) => !chosen || chosen.includes(name));
const unknown = chosen?.filter((name) => ![...alone, ...inChromium].includes(name)) ?? [];
if (unknown.length > 0) throw new Error(`no such group: ${unknown}; there are ${[...inChromium, ...alone]}`);

const how = thoroughness(values.quick);
// Now: the commit that is measured, whatever comes meanwhile.
const measuredOn = machine();
await build();
// What runs in this process has no browser, whose interfaces the product looks for when it is loaded.
Object.assign(globalThis, { browser: fakeBrowser });
for (const name of wanted(alone)) {
  const { rows } = (await import(`./${name}.ts`)) as GroupAlone;
  await measure(name, rows, how);
}
if (wanted(inChromium).length > 0) {
  const bench = await startBench(how);
  try {
    for (const name of wanted(inChromium)) {
      const { rows } = (await import(`./${name}.ts`)) as Group;
      await measure(name, rows, bench);
    }
  } finally {
    await bench.close();
  }
}
if (!chosen && !values.quick) {
  const rows = [...inChromium, ...alone].flatMap((name) => found.get(name) ?? []);
  writeFileSync('docs/benchmarks.md', markdown(measuredOn, rows));
  console.log('written: docs/benchmarks.md');
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  if (values.release) writeReleased(version);
}
