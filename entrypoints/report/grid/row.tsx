import chevron from 'fluent-icon:chevron-right-16-regular';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../../components/icon.tsx';
import type { RowView } from '../../../lib/report/protocol.ts';
import { CellContent } from './cell.tsx';
import type { Column } from './columns.ts';
import { rowHeight } from './window.ts';

interface Props {
  /** Its place among those that can be seen, from 0. */
  at: number;
  /** Undefined: it is still on its way. */
  row: RowView | undefined;
  tree: boolean;
  columns: Column[];
  /** -1: the row itself; a column: that cell; undefined: it does not have the focus. */
  focused: number | undefined;
  selected: boolean;
  onFocus(column: number): void;
  onToggle(at: number, open: boolean): void;
  onOpen(at: number): void;
}

/** One OKR. Drawn again only when something of it has changed, however often the window moves. */
export function Row(props: Props) {
  const { at, row, tree, columns, focused, selected } = props;
  return useMemo(() => draw(props), [at, row, tree, columns, focused, selected]);
}

function draw({ at, row, tree, columns, focused, selected, onFocus, onToggle, onOpen }: Props) {
  const place = { transform: `translateY(${at * rowHeight}px)` };
  const tabIndex = focused === -1 ? 0 : -1;
  if (!row)
    return (
      <div role="row" class="row waits" data-row={at} tabIndex={tabIndex} style={place}>
        <div role="gridcell" class="cell">
          …
        </div>
      </div>
    );
  const ofTree = tree
    ? {
        'aria-level': row.level,
        'aria-setsize': row.setSize,
        'aria-posinset': row.posInSet,
        'aria-expanded': row.open,
      }
    : {};
  const onClick = (event: MouseEvent) => {
    if ((event.target as HTMLElement).closest('.fold')) onToggle(row.at, !row.open);
    else onOpen(row.at);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the whole treegrid.
    <div
      role="row"
      class={`row${selected ? ' selected' : ''}`}
      data-row={at}
      data-at={row.at}
      tabIndex={tabIndex}
      aria-rowindex={row.index + 2}
      aria-selected={selected}
      {...ofTree}
      style={{ ...place, '--level': row.level }}
      onFocus={(event) => event.target === event.currentTarget && onFocus(-1)}
      onClick={onClick}
    >
      {columns.map((column, index) => (
        <div
          key={column.key}
          role={index === 0 ? 'rowheader' : 'gridcell'}
          class={`cell ${column.key === 'title' ? 'title' : ''} ${column.number ? 'number' : ''}`}
          aria-colindex={index + 1}
          tabIndex={focused === index ? 0 : -1}
          onFocus={() => onFocus(index)}
        >
          {column.key === 'title' && tree ? <Fold open={row.open} /> : null}
          <CellContent row={row} column={column.key} />
        </div>
      ))}
    </div>
  );
}

/** For the mouse: the keyboard has left and right. */
const Fold = ({ open }: { open: boolean | undefined }) =>
  open === undefined ? (
    <span class="leaf" />
  ) : (
    <span class={`fold${open ? ' open' : ''}`} aria-hidden="true">
      <Icon path={chevron} size={16} directed={!open} />
    </span>
  );
