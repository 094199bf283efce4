/** Time that passes only when nothing is left to do at a moment: hours in seconds, the same on every run. */
export interface VirtualTime {
  /** Epoch ms. */
  now(): number;
  /**
   * Lets something happen at a time (epoch ms); what is set for the same time happens in the order in which it was set.
   * @returns takes it back
   */
  at(time: number, happen: () => void): () => void;
  /** Goes on to the next thing that is to happen, and lets it. False when there is none. */
  next(): boolean;
}

interface Entry {
  time: number;
  order: number;
  happen: (() => void) | undefined;
}

/** @param start epoch ms */
export function startVirtualTime(start: number): VirtualTime {
  let now = start;
  let order = 0;
  const heap: Entry[] = [];
  const sooner = (a: Entry, b: Entry) => a.time < b.time || (a.time === b.time && a.order < b.order);
  const swap = (a: number, b: number) => {
    [heap[a], heap[b]] = [heap[b] as Entry, heap[a] as Entry];
  };
  const isSooner = (a: number, b: number) => sooner(heap[a] as Entry, heap[b] as Entry);

  const push = (entry: Entry) => {
    heap.push(entry);
    for (let at = heap.length - 1; at > 0; ) {
      const parent = (at - 1) >> 1;
      if (!isSooner(at, parent)) return;
      swap(at, parent);
      at = parent;
    }
  };
  const pop = (): Entry | undefined => {
    const first = heap[0];
    const last = heap.pop();
    if (!first || !last || first === last) return first;
    heap[0] = last;
    for (let at = 0; ; ) {
      let least = at;
      for (const child of [2 * at + 1, 2 * at + 2])
        if (child < heap.length && isSooner(child, least)) least = child;
      if (least === at) return first;
      swap(at, least);
      at = least;
    }
  };

  return {
    now: () => now,
    at(time, happen) {
      const entry: Entry = { time: Math.max(time, now), order: order++, happen };
      push(entry);
      return () => {
        entry.happen = undefined;
      };
    },
    next() {
      for (;;) {
        const entry = pop();
        if (!entry) return false;
        if (!entry.happen) continue;
        now = entry.time;
        entry.happen();
        return true;
      }
    },
  };
}

/**
 * Puts this time in the place of the machine's: `Date`, `setTimeout` and `clearTimeout`.
 * @returns puts the machine's back
 */
export function playClock(time: VirtualTime): () => void {
  const real = { Date, setTimeout, clearTimeout };
  const timers = new Map<number, () => void>();
  let last = 0;
  class VirtualDate extends Date {
    constructor(...args: unknown[]) {
      if (args.length === 0) super(time.now());
      else super(...(args as [number]));
    }
    static override now = () => time.now();
  }
  Object.assign(globalThis, {
    Date: VirtualDate,
    setTimeout: (happen: (...args: unknown[]) => void, ms = 0, ...args: unknown[]) => {
      const id = ++last;
      const fire = () => {
        timers.delete(id);
        happen(...args);
      };
      timers.set(id, time.at(time.now() + Math.max(1, ms), fire));
      return id;
    },
    clearTimeout: (id: number) => {
      timers.get(id)?.();
      timers.delete(id);
    },
  });
  return () => void Object.assign(globalThis, real);
}
