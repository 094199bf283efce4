import { useLayoutEffect, useRef } from 'preact/hooks';

/** When what was opened in a row is gone, and the focus with it, the row's menu has it again. */
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
