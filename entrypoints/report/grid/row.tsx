import chevron from 'fluent-icon:chevron-right-16-regular';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../../components/icon.tsx';
import type { RowView } from '../../../lib/report/protocol.ts';
import { CellContent, plainText } from './cell.tsx';
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
}

/** One OKR. Drawn again only when something of it has changed, however often the window moves. */
export function Row(props: Props) {
  const { at, row, tree, columns, focused, selected } = props;
  return useMemo(() => draw(props), [at, row, tree, columns, focused, selected]);
}

function draw({ at, row, tree, columns, focused, selected }: Props) {
  const place = { top: `${at * rowHeight}px` };
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
  const indent = tree ? { paddingInlineStart: `${4 + 20 * (Math.min(row.level, 9) - 1)}px` } : undefined;
  return (
    <div
      role="row"
      class={`row${selected ? ' selected' : ''}`}
      data-row={at}
      data-at={row.at}
      tabIndex={tabIndex}
      aria-rowindex={row.index + 2}
      aria-selected={selected}
      {...ofTree}
      style={place}
    >
      {columns.map(({ key, number }, index) => {
        const text = plainText(row, key);
        const title = key === 'title';
        return (
          <div
            key={key}
            role={index === 0 ? 'rowheader' : 'gridcell'}
            class={`cell${title ? ' title' : ''}${number ? ' number' : ''}${text === undefined ? '' : ' text'}`}
            aria-colindex={index + 1}
            tabIndex={focused === index ? 0 : -1}
            {...(title && { style: indent })}
            {...(text !== undefined && { title: text, dir: number ? undefined : 'auto' })}
          >
            {title && tree ? <Fold open={row.open} /> : null}
            {text ?? <CellContent row={row} column={key} />}
          </div>
        );
      })}
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
