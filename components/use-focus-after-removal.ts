import { useLayoutEffect, useRef } from 'preact/hooks';

/** Buttons that remove something, and menus in which it can be removed. */
const buttons = () => [
  ...document.querySelectorAll<HTMLElement>('[data-deed="remove"], [data-removes] [aria-haspopup]'),
];

/**
 * Removing an export by the keyboard would lose the focus: it goes on to the button that removes the next export, or the last one;
 * where none is left, to the page's first button.
 * @returns to be called when a removal begins
 */
export function useFocusAfterRemoval(): () => void {
  const removed = useRef<number | undefined>(undefined);
  useLayoutEffect(() => {
    if (removed.current === undefined || document.activeElement !== document.body) return;
    const left = buttons();
    const next = left[Math.min(removed.current, left.length - 1)];
    removed.current = undefined;
    (next ?? document.querySelector<HTMLElement>('main button'))?.focus();
  });
  return () => {
    removed.current = buttons().indexOf(document.activeElement as HTMLElement);
  };
}
