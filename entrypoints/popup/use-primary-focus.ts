import { useLayoutEffect } from 'preact/hooks';

/** The one thing to do has the focus whenever that is another one, unless the user is elsewhere on the page. */
export function usePrimaryFocus(about: string): void {
  useLayoutEffect(() => {
    const { activeElement, body } = document;
    if (activeElement && activeElement !== body) return;
    document.querySelector<HTMLElement>('main .primary')?.focus();
  }, [about]);
}

/** Until a key is pressed the focus is where it is without a ring: who opened the popup by mouse does not look for it. */
export function ringAfterKey(root = document.documentElement): void {
  root.classList.add('no-ring');
  addEventListener('keydown', () => root.classList.remove('no-ring'), { once: true, capture: true });
}
