import { useLayoutEffect, useRef } from 'preact/hooks';

/** Gives the focus back to a row's menu once what it opened there is closed. */
export function useFocusBack<Row extends HTMLElement>(open: boolean) {
  const row = useRef<Row>(null);
  const was = useRef(open);
  useLayoutEffect(() => {
    if (was.current && !open && document.activeElement === document.body)
      row.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
    was.current = open;
  }, [open]);
  return row;
}
