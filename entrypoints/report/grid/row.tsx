import openIcon from 'fluent-icon:chevron-down-16-regular';
import foldedIcon from 'fluent-icon:chevron-right-16-regular';
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
  const hasFold = tree && row.open !== undefined;
  const indent = 4 + 20 * (Math.min(row.level, 9) - 1) + (hasFold ? 0 : foldWidth);
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
            {...(title && tree && { style: { paddingInlineStart: `${indent}px` } })}
            {...(text !== undefined && { title: text, dir: number ? undefined : 'auto' })}
          >
            {title && hasFold ? <Fold open={row.open === true} /> : null}
            {text ?? <CellContent row={row} column={key} />}
          </div>
        );
      })}
    </div>
  );
}

/** With the gap behind it (CSS px): the titles of those without one stand where the others do. */
const foldWidth = 32;

/** For the mouse: the keyboard has left and right. */
const Fold = ({ open }: { open: boolean }) => (
  <span class="fold" aria-hidden="true">
    {open ? <Icon path={openIcon} size={16} /> : <Icon path={foldedIcon} size={16} directed />}
  </span>
);
