/** The median and the quartiles of some runs. */
export interface Summary {
  median: number;
  low: number;
  high: number;
  runs: number;
}

/** @param values of single runs, at least one */
export function summarize(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number) => {
    const place = share * (sorted.length - 1);
    const [below, above] = [sorted[Math.floor(place)] as number, sorted[Math.ceil(place)] as number];
    return below + (above - below) * (place - Math.floor(place));
  };
  return { median: at(0.5), low: at(0.25), high: at(0.75), runs: sorted.length };
}

const digits = (value: number) => (Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(0));

export const show = (value: number, unit: string): string => `${digits(value)} ${unit}`;
export const spreadOf = ({ low, high, runs }: Summary, unit: string): string =>
  `${digits(low)} to ${digits(high)} ${unit}, ${runs} runs`;

/** Both medians and what one is of the other. */
export const ratio = (ours: number, theirs: number, unit: string): string =>
  `${(ours / theirs).toFixed(2)} (${show(ours, unit)} / ${show(theirs, unit)})`;

type Measure = () => Promise<number>;

/**
 * Measures two things in turns, so that whatever else the machine does hits both alike.
 * @param runs of each; two more are made before and forgotten
 */
export async function inTurns(ours: Measure, theirs: Measure, runs: number): Promise<[Summary, Summary]> {
  const [a, b]: [number[], number[]] = [[], []];
  for (let run = -2; run < runs; run++) {
    const pair = run % 2 === 0 ? [await ours(), await theirs()] : [await theirs(), await ours()].reverse();
    if (run < 0) continue;
    a.push(pair[0] as number);
    b.push(pair[1] as number);
  }
  return [summarize(a), summarize(b)];
}
