import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { ColumnKey, Query, Shown } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { type Column, leastWidth, widths } from './columns.ts';
import { deedOf, mirrored, type Place } from './keys.ts';
import { Row } from './row.tsx';
import { type FetchRows, useRows } from './use-rows.ts';
import { rowHeight, scrollTo, windowOf } from './window.ts';
import './grid.css';

interface Props {
  shape: Query['shape'];
  shown: Shown;
  columns: Column[];
  sort: Query['sort'];
  /** The OKR whose details are shown. */
  selected: number | undefined;
  fetchRows: FetchRows;
  /** @param from the first row that is wanted then */
  onToggle(at: number, open: boolean, from: number): void;
  onOpen(at: number): void;
  onSort(by: ColumnKey): void;
}

/** OKRs as a tree or as a table: only what can be seen is drawn, all of it is counted. */
export function Treegrid({ shape, shown, columns, sort, selected, fetchRows, ...on }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const { view, follow } = useView(box, shown.visible);
  const rowAt = useRows(shown, view.from, view.to, fetchRows);
  const [place, setPlace] = useState<Place>({ row: 0, column: -1 });
  const moved = useRef(false);
  const active = { ...place, row: Math.min(place.row, Math.max(shown.visible - 1, 0)) };

  const go = useCallback((next: Place) => {
    moved.current = true;
    setPlace(next);
  }, []);

  useLayoutEffect(() => {
    if (!moved.current) return;
    moved.current = false;
    follow(active.row);
    const row = box.current?.querySelector<HTMLElement>(`[data-row="${active.row}"]`);
    const target = active.column < 0 ? row : row?.querySelectorAll<HTMLElement>('.cell')[active.column];
    target?.focus({ preventScroll: true });
    if (active.column >= 0) target?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  });

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.metaKey || !(event.target as HTMLElement).closest('[data-row]')) return;
    const rtl = document.documentElement.dir === 'rtl';
    const row = rowAt(active.row);
    const deed = deedOf(
      { key: rtl ? mirrored(event.key) : event.key, ctrlKey: event.ctrlKey },
      active,
      row ?? {},
      {
        rows: shown.visible,
        columns: columns.length,
        page: Math.max(1, Math.floor(view.height / rowHeight) - 1),
      },
    );
    if (!deed) return;
    event.preventDefault();
    if ('go' in deed) go(deed.go);
    else if (row && 'toggle' in deed) on.onToggle(row.at, deed.toggle, view.from);
    else if (row) on.onOpen(row.at);
  };

  const drawn = places(view, active.row, shown.visible);
  const onFocus = ({ target }: FocusEvent) => {
    const row = (target as HTMLElement).closest<HTMLElement>('[data-row]');
    const cell = (target as HTMLElement).closest<HTMLElement>('[aria-colindex]');
    if (row) setPlace({ row: Number(row.dataset.row), column: Number(cell?.ariaColIndex ?? 0) - 1 });
  };
  const onClick = ({ target }: MouseEvent) => {
    const at = (target as HTMLElement).closest<HTMLElement>('[data-row]')?.dataset.row;
    const row = at === undefined ? undefined : rowAt(Number(at));
    if (!row) return;
    if ((target as HTMLElement).closest('.fold')) on.onToggle(row.at, !row.open, view.from);
    else on.onOpen(row.at);
  };
  return (
    <div
      ref={box}
      class="grid"
      role={shape === 'tree' ? 'treegrid' : 'grid'}
      aria-label={t('report_okrs')}
      aria-rowcount={shown.all + 1}
      aria-colcount={columns.length}
      style={{ '--columns': widths(columns), '--least': leastWidth(columns) }}
      onKeyDown={onKeyDown}
      onFocusIn={onFocus}
      onClick={onClick}
    >
      <div role="rowgroup" class="head">
        <div role="row" class="row" aria-rowindex={1}>
          {columns.map((column) => (
            <Header key={column.key} column={column} sort={sort} onSort={on.onSort} />
          ))}
        </div>
      </div>
      <div role="rowgroup" class="rows" style={{ height: `${shown.visible * rowHeight}px` }}>
        {drawn.map((at) => (
          <Row
            key={at}
            at={at}
            row={rowAt(at)}
            tree={shape === 'tree'}
            columns={columns}
            focused={at === active.row ? active.column : undefined}
            selected={selected !== undefined && rowAt(at)?.at === selected}
          />
        ))}
      </div>
    </div>
  );
}

interface HeaderProps {
  column: Column;
  sort: Query['sort'];
  onSort(by: ColumnKey): void;
}

function Header({ column, sort, onSort }: HeaderProps) {
  const sorted = sort?.by === column.key ? (sort.descending ? 'descending' : 'ascending') : undefined;
  return (
    <div role="columnheader" class={`cell ${column.number ? 'number' : ''}`} aria-sort={sorted}>
      <button type="button" class="plain" onClick={() => onSort(column.key)}>
        {column.label}
        <span aria-hidden="true">{sorted ? (sorted === 'ascending' ? ' ↑' : ' ↓') : ''}</span>
      </button>
    </div>
  );
}

/** What is in the window, and the row that has the focus, wherever it is: removed, it would lose it. */
function places({ from, to }: { from: number; to: number }, active: number, count: number): number[] {
  const all = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (active >= count) return all;
  return active < from ? [active, ...all] : active >= to ? [...all, active] : all;
}

/** What else stands in the card (CSS px), about: a few rows more or less are the same window. */
const aroundRows = 180;

/** Which rows can be seen, and how to bring one into view. */
function useView(box: { current: HTMLDivElement | null }, count: number) {
  // Guessed until it is measured, before anything is seen: drawn without its rows the page would be laid out twice.
  const [view, setView] = useState(() => ({ ...windowOf(0, innerHeight - aroundRows, count), height: 0 }));
  const frame = useRef(0);
  const read = useCallback(() => {
    const element = box.current;
    if (!element) return;
    const head = element.firstElementChild?.clientHeight ?? 0;
    const height = element.clientHeight - head;
    const next = { ...windowOf(element.scrollTop, height, count), height };
    setView((last) =>
      last.from === next.from && last.to === next.to && last.height === height ? last : next,
    );
  }, [box, count]);
  useLayoutEffect(read, [read]);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const later = () => {
      cancelAnimationFrame(frame.current);
      frame.current = requestAnimationFrame(read);
    };
    const sizes = new ResizeObserver(later);
    sizes.observe(element);
    element.addEventListener('scroll', later, { passive: true });
    return () => {
      cancelAnimationFrame(frame.current);
      sizes.disconnect();
      element.removeEventListener('scroll', later);
    };
  }, [box, read]);
  const follow = (row: number) => {
    const element = box.current;
    if (element) element.scrollTop = scrollTo(row, element.scrollTop, view.height);
  };
  return { view, follow };
}
