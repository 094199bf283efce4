import chevron from 'fluent-icon:chevron-down-16-regular';
import { useEffect, useId, useRef, useState } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import { formatCount, t } from '../../lib/texts/i18n.ts';

interface Props {
  label: string;
  values: { value: string; label: string; count?: number }[];
  chosen: readonly string[];
  /** How many are chosen stands on the button. */
  counted?: boolean;
  onToggle(value: string): void;
}

/** From this many on there is a search among them. */
const many = 12;
/** More are not listed: the search finds them. */
const listed = 100;

/** Several of many values: a button that opens a list. */
export function MultiSelect({ label, values, chosen, counted = true, onToggle }: Props) {
  const [open, setOpen] = useState(false);
  const [search, setSearch] = useState('');
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>('.list input')?.focus();
    const outside = ({ target }: Event) => {
      if (!box.current?.contains(target as Node)) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const found = (open ? values : []).filter((one) => one.label.toLowerCase().includes(search.toLowerCase()));
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape and leaving close what is in it.
    <div
      class="menu"
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || !open) return;
        event.stopPropagation();
        setOpen(false);
        button.current?.focus();
      }}
      onFocusOut={(event) => {
        if (event.relatedTarget && !box.current?.contains(event.relatedTarget as Node)) setOpen(false);
      }}
    >
      <button
        ref={button}
        type="button"
        aria-expanded={open}
        aria-controls={open ? id : undefined}
        onClick={() => setOpen(!open)}
      >
        {label}
        {counted && chosen.length > 0 ? <b class="count">{formatCount(chosen.length)}</b> : null}
        <Icon path={chevron} size={16} />
      </button>
      {open ? (
        <fieldset class="list" id={id}>
          <legend class="visually-hidden">{label}</legend>
          {values.length > many ? (
            <input
              type="search"
              aria-label={t('report_searchIn', label)}
              value={search}
              onInput={(event) => setSearch(event.currentTarget.value)}
            />
          ) : null}
          {found.slice(0, listed).map(({ value, label: text, count }) => (
            <label key={value}>
              <input type="checkbox" checked={chosen.includes(value)} onChange={() => onToggle(value)} />
              <bdi>{text}</bdi>
              {count === undefined ? null : <span class="quiet">{formatCount(count)}</span>}
            </label>
          ))}
        </fieldset>
      ) : null}
    </div>
  );
}
