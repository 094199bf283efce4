import { useEffect, useRef, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';

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

/**
 * Something that is loaded, and kept up to date; with a way to be sure of it. What can't be loaded now stays as it was shown.
 */
export function useFresh<T>(source: Source<T>): [value: T, reload: () => Promise<void>] {
  const { first, listen, about, isSame = Object.is } = source;
  const [value, setValue] = useState(first);
  const { current: turns } = useRef({ asked: 0, shown: 0 });
  const reload = async () => {
    const turn = ++turns.asked;
    const now = await source.load();
    // An earlier question may be answered later.
    if (turn < turns.shown) return;
    turns.shown = turn;
    setValue((before) => (isSame(before, now) ? before : now));
  };
  useEffect(() => {
    const tryReload = () => void reload().catch(() => undefined);
    const end = listen?.(tryReload);
    // It may have changed before anybody listened.
    tryReload();
    return () => {
      // Nothing is shown of what was asked for something else.
      turns.shown = turns.asked + 1;
      end?.();
    };
  }, [about]);
  return [value, reload];
}

/** Whenever anything is written. @returns what ends it */
export function onWritten(listener: () => void): () => void {
  browser.storage.onChanged.addListener(listener);
  return () => browser.storage.onChanged.removeListener(listener);
}
