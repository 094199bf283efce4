import { useLayoutEffect, useRef } from 'preact/hooks';

/**
 * Where an entry is removed by the keyboard, the focus would be lost: the entry that takes its place gets it, on the button
 * that removes.
 * @param count how many entries the list has
 * @returns the list's ref, and what is to be told of a removal
 */
export function useFocusAfterRemoval(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const removed = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (removed.current === undefined || document.activeElement !== document.body) return;
    const entry = list.current?.children[Math.min(removed.current, count - 1)];
    removed.current = undefined;
    [...(entry?.querySelectorAll<HTMLElement>('.entry > .actions button') ?? [])].at(-1)?.focus();
  }, [count]);
  return {
    list,
    removing: (index: number) => {
      removed.current = index;
    },
  };
}
