import type { ChaosResult } from './chaos.ts';
import { columns, type Verdict } from './verdict.ts';

/** The outcome of many runs as a table, and below it what was done to them. */
export function tableOf({
  options: { runs, seed },
  plans,
  total,
  failed,
  repeated,
  seconds,
}: ChaosResult): string {
  const rows = Object.entries(columns).map(([name, text]) => `| ${text} | ${total[name as keyof Verdict]} |`);
  const faults = plans.reduce((sum, plan) => sum + plan.faults.reduce((all, { times }) => all + times, 0), 0);
  const counts = new Map<string, number>();
  for (const { what } of plans.flatMap(({ disruptions }) => disruptions))
    counts.set(what, (counts.get(what) ?? 0) + 1);
  const done = [...counts].sort(([a], [b]) => a.localeCompare(b)).map(([what, count]) => `${what} ${count}`);
  const scheduled = plans.filter((plan) => plan.scheduled);
  const ahead = plans.flatMap((plan) => plan.ahead ?? []);
  return [
    `| ${runs} runs, seeds ${seed} to ${seed + runs - 1}, ${seconds} s | |`,
    '|---|---:|',
    ...rows,
    `| runs done again, as the driver lost its browser | ${repeated.length} |`,
    '',
    `Faults planned at the service: ${faults}. Disruptions: ${done.join(', ')}.`,
    `By a schedule: ${scheduled.length}; of these around its time: ${ahead.length}, ${ahead.filter(({ zone }) => zone).length} of them in another time zone meanwhile. With a wrong clock: ${plans.filter(({ ownClock }) => ownClock !== undefined).length}.`,
    ...repeated.map(({ seed: again, why }) => `Done again: seed ${again}, ${why}`),
    ...(failed.length > 0 ? [`Not clean: seeds ${failed.map((one) => one.seed).join(', ')}.`] : []),
  ].join('\n');
}
