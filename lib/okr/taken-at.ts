const view = /_(\d{4})_(\d{2})_(\d{2})_(\d{9,11})(?!\d)/;
const archive = /_(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(?:\.|$|\s|\()/;
const ours = /(\d{4})-(\d{2})-(\d{2})(?:[ T_]+(\d{2})[.:\-_h]?(\d{2})(?:[.:\-_]?(\d{2}))?)?/;

/**
 * When a file was exported, as its name says: `…_2025_05_05_1746435600.csv` (Unix seconds), an archive's
 * `…_20250505120000.json` (UTC), and the day that this extension's own names hold (local time).
 */
export function takenAtOf(name: string): { takenAt?: number } {
  const seconds = view.exec(name);
  if (seconds) return within(Number(seconds[4]) * 1000);
  const stamp = archive.exec(name);
  if (stamp) {
    const [year, month, day, hour, minute, second] = stamp.slice(1).map(Number) as [number, ...number[]];
    return within(Date.UTC(year, (month ?? 1) - 1, day, hour, minute, second));
  }
  const day = ours.exec(name);
  if (!day) return {};
  const [year, month, date, hour = 12, minute = 0, second = 0] = day
    .slice(1)
    .map((part) => (part === undefined ? undefined : Number(part))) as number[];
  if ((month ?? 0) < 1 || (month ?? 0) > 12 || (date ?? 0) > 31 || hour > 23 || minute > 59) return {};
  return within(new Date(year ?? 0, (month ?? 1) - 1, date, hour, minute, second).getTime());
}

/** From the year in which Ally.io began to the end of what a date can hold. */
const within = (ms: number): { takenAt?: number } =>
  ms > Date.UTC(2013, 0, 1) && ms < Date.UTC(2100, 0, 1) ? { takenAt: ms } : {};
