import { useLayoutEffect } from 'preact/hooks';

/** The one thing to do has the focus whenever that is another one, unless the user is elsewhere on the page. */
export function usePrimaryFocus(about: string): void {
  useLayoutEffect(() => {
    focusPrimary();
    // Nothing takes the focus before the styles are there, and what has it in a popup that is still being opened may lose it.
    const later = ['load', 'focus'] as const;
    for (const event of later) addEventListener(event, focusPrimary);
    return () => {
      for (const event of later) removeEventListener(event, focusPrimary);
    };
  }, [about]);
}

function focusPrimary(): void {
  const { activeElement, body } = document;
  if (activeElement && activeElement !== body) return;
  document.querySelector<HTMLElement>('main .primary')?.focus();
}

/** Until a key is pressed the focus is where it is without a ring: who opened the popup by mouse does not look for it. */
export function ringAfterKey(root = document.documentElement): void {
  root.classList.add('no-ring');
  addEventListener('keydown', () => root.classList.remove('no-ring'), { once: true, capture: true });
}
