import { readdirSync, readFileSync } from 'node:fs';

/*
 * The memory that a program with all its processes takes for itself, as Linux counts it: its own pages (Pss_Anon), and what its
 * processes share (Pss_Shmem), which counts once. The pages of its program files are left out: the system takes them away and
 * brings them back as it likes, by a hundred MB, and other browsers on the machine have the same.
 */

/** A process and all that it has started. */
function family(pid: number): number[] {
  const children = new Map<number, number[]>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const parent = Number(read(`/proc/${name}/stat`).split(') ').at(-1)?.split(' ')[1]);
    children.set(parent, [...(children.get(parent) ?? []), Number(name)]);
  }
  const found = [pid];
  for (const one of found) found.push(...(children.get(one) ?? []));
  return found;
}

/** A process may end while it is looked at. */
function read(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

/** MB by kind of process, such as `renderer`. */
function memoryOf(pid: number): Map<string, number> {
  const kinds = new Map<string, number>();
  for (const one of family(pid)) {
    const rollup = read(`/proc/${one}/smaps_rollup`);
    const kB = [...rollup.matchAll(/^Pss_(?:Anon|Shmem):\s+(\d+)/gm)].reduce(
      (all, [, size]) => all + Number(size),
      0,
    );
    const command = read(`/proc/${one}/cmdline`);
    const kind = /--utility-sub-type=(\w+)/.exec(command)?.[1] ?? /--type=([\w-]+)/.exec(command)?.[1];
    kinds.set(kind ?? 'browser', (kinds.get(kind ?? 'browser') ?? 0) + (kB * 1024) / 1e6);
  }
  return kinds;
}

const sum = (kinds: Map<string, number>): number => [...kinds.values()].reduce((all, one) => all + one, 0);

export interface Growth {
  /** MB at the highest moment more than before. */
  extra: number;
  /** Where it was, MB more than before, by kind of process. */
  where: Record<string, number>;
}

/** How much more memory a program takes while something is done, than just before: the highest of ten looks a second. */
export async function growthOf(pid: number, work: () => Promise<unknown>): Promise<Growth> {
  const before = memoryOf(pid);
  let highest = before;
  const look = () => {
    const now = memoryOf(pid);
    if (sum(now) > sum(highest)) highest = now;
  };
  const timer = setInterval(look, 100);
  try {
    await work();
    look();
  } finally {
    clearInterval(timer);
  }
  const where = [...highest].map(([kind, mb]) => [kind, Math.round(mb - (before.get(kind) ?? 0))] as const);
  return {
    extra: sum(highest) - sum(before),
    where: Object.fromEntries(where.filter(([, mb]) => Math.abs(mb) >= 3)),
  };
}
