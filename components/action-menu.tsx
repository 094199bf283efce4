import './action-menu.css';
import more from 'fluent-icon:more-horizontal-20-regular';
import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

/** One thing that can be done: a deed, or a page that opens. */
export type MenuItem = { label: string } & ({ deed(): void } | { href: string });

interface Props {
  /** The button's accessible name. */
  label: string;
  items: MenuItem[];
  /** Stands above the items; the label says it to a screen reader. */
  head?: string;
  /** What the button shows; three dots unless told otherwise. */
  children?: ComponentChildren;
}

/**
 * A button with a menu, as the ARIA practices have it: arrows, Home, End and first letters go about in it, Esc and Tab
 * leave it. The focus is back on the button before a deed is done.
 */
export function ActionMenu({ label, items, head, children }: Props) {
  const [open, setOpen] = useState<'first' | 'last'>();
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const all = () => [...(list.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];

  useLayoutEffect(() => {
    if (!open || !list.current) return;
    place(list.current);
    all()
      .at(open === 'first' ? 0 : -1)
      ?.focus();
    const outside = ({ target }: Event) => {
      if (!button.current?.parentElement?.contains(target as Node)) setOpen(undefined);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);

  const close = () => {
    setOpen(undefined);
    button.current?.focus();
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key === 'Tab') return setOpen(undefined);
    const to = event.key === 'Escape' ? 'button' : target(all(), event.key);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    if (to === 'button') close();
    else to.focus();
  };
  return (
    <div class="action-menu">
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label={label}
        title={label}
        aria-haspopup="menu"
        aria-expanded={open !== undefined}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(open ? undefined : 'first')}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
          event.preventDefault();
          setOpen(event.key === 'ArrowDown' ? 'first' : 'last');
        }}
      >
        {children ?? <Icon path={more} />}
      </button>
      {open ? (
        <div
          role="menu"
          id={id}
          class="menu-list"
          ref={list}
          tabIndex={-1}
          aria-label={label}
          onKeyDown={onKey}
          onFocusOut={({ relatedTarget }) => {
            if (relatedTarget && !button.current?.parentElement?.contains(relatedTarget as Node))
              setOpen(undefined);
          }}
        >
          {head ? (
            <p class="menu-head quiet" aria-hidden="true" dir="auto">
              {head}
            </p>
          ) : null}
          {items.map((item) => (
            <Item key={item.label} item={item} onChosen={close} />
          ))}
        </div>
      ) : null}
    </div>
  );
}

function Item({ item, onChosen }: { item: MenuItem; onChosen(): void }) {
  const shared = { role: 'menuitem', tabIndex: -1, children: item.label } as const;
  if ('href' in item)
    return <a {...shared} href={item.href} target="_blank" rel="noreferrer" onClick={onChosen} />;
  const choose = () => {
    onChosen();
    item.deed();
  };
  return <button type="button" {...shared} onClick={choose} />;
}

/** Which item a key leads to from the one that has the focus. */
function target(items: HTMLElement[], key: string): HTMLElement | undefined {
  const at = items.indexOf(document.activeElement as HTMLElement);
  const around = (step: number) => items[(at + step + items.length) % items.length];
  if (key === 'ArrowDown') return around(1);
  if (key === 'ArrowUp') return around(at < 0 ? 0 : -1);
  if (key === 'Home') return items[0];
  if (key === 'End') return items.at(-1);
  if (key.length !== 1 || key === ' ') return;
  const after = [...items.slice(at + 1), ...items.slice(0, at + 1)];
  return after.find(({ textContent }) => textContent?.toLowerCase().startsWith(key.toLowerCase()));
}

/** Opens upwards where there is no room below. */
function place(list: HTMLElement): void {
  const { bottom, height } = list.getBoundingClientRect();
  list.classList.toggle('up', bottom > innerHeight && bottom - height > height);
}
