/** A row of docs/benchmarks.md. */
export interface Row {
  what: string;
  /** What it was measured against, in the same run. */
  against: string;
  /** The ratio or difference that the goal is about, with the two medians behind it. */
  figure: string;
  /** Of the single runs: quartiles. */
  spread?: string;
  goal: string;
  /** Undefined where there is no goal. */
  met?: boolean;
  note?: string;
}
