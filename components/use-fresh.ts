import { useEffect, useState } from 'preact/hooks';

interface Source<T> {
  /** Shown until it is loaded. */
  first: T;
  load: () => Promise<T>;
  /** Calls back when it is to be loaded anew; returns what ends that. */
  listen?: (reload: () => void) => () => void;
  /** What it is loaded for: anew, too, where that is another. */
  about?: unknown;
  /** Whether there is nothing new to show. */
  isSame?: (before: T, now: T) => boolean;
}

/** Something that is loaded, and kept up to date. What can't be loaded now stays as it was shown. */
export function useFresh<T>({ first, load, listen, about, isSame = Object.is }: Source<T>): T {
  const [value, setValue] = useState(first);
  useEffect(() => {
    let asked = 0;
    let shown = 0;
    const reload = async () => {
      const turn = ++asked;
      const now = await load();
      // An earlier question may be answered later.
      if (turn < shown) return;
      shown = turn;
      setValue((before) => (isSame(before, now) ? before : now));
    };
    const tryReload = () => void reload().catch(() => undefined);
    const end = listen?.(tryReload);
    // It may have changed before anybody listened.
    tryReload();
    return () => {
      shown = Number.POSITIVE_INFINITY;
      end?.();
    };
  }, [about]);
  return value;
}
