import type { Breath } from '../../okr/breath.ts';
import { warm } from '../../okr/filter.ts';
import type { Okr } from '../../okr/model.ts';
import { passingCheckIns } from '../../okr/table-okr.ts';
import { type Progresses, startProgresses } from '../../okr/timeline.ts';

/** What takes reading every check-in: the first search and the line over time need not wait for it, once it is made. */
export interface Ready {
  /** Makes so much of it as takes that long (ms). @returns whether all is made */
  go(ms: number): boolean;
  /** Makes what is missing. @throws the breath's reason */
  finish(breath: Breath): Promise<Progresses>;
}

export function makingReady(okrs: readonly Okr[]): Ready {
  const progresses = startProgresses();
  let at = 0;
  let made: Progresses | undefined;
  const go = (ms: number): boolean => {
    const end = performance.now() + ms;
    while (at < okrs.length) {
      const okr = okrs[at] as Okr;
      const checkIns = [...passingCheckIns(okr)];
      warm(okr, checkIns);
      progresses.add(okr, at, checkIns);
      at++;
      if (performance.now() >= end) break;
    }
    return at >= okrs.length;
  };
  return {
    go,
    async finish(breath) {
      while (!go(8)) await breath(at / okrs.length);
      made ??= progresses.done();
      return made;
    },
  };
}
