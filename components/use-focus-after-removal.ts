import { useLayoutEffect, useRef } from 'preact/hooks';

/** Buttons that remove something, and menus in which it can be removed. */
const buttons = () => [
  ...document.querySelectorAll<HTMLElement>('[data-deed="remove"], [data-removes] [aria-haspopup]'),
];

/**
 * Where an export is removed by the keyboard, the focus would be lost: that of the next one's buttons gets it which removes,
 * or the last one's; where there is none any more, the page's first button.
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
