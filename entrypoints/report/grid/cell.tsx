import type { ColumnKey, RowView } from '../../../lib/report/protocol.ts';
import { t } from '../../../lib/texts/i18n.ts';
import { columnText, formatPercent, inLine, statusText, toneOf } from '../format.ts';

/** What stands in a cell that is more than a text. */
export function CellContent({ row, column }: { row: RowView; column: ColumnKey }) {
  if (column === 'title') return <TitleOf row={row} />;
  if (column === 'progress') return <Progress value={row.progress} before={row.progressBefore} />;
  return row.status ? <Status word={row.status} /> : null;
}

const drawn = new Set<ColumnKey>(['title', 'status', 'progress']);

/** What stands in any other cell. */
export function plainText(row: RowView, column: ColumnKey): string | undefined {
  if (drawn.has(column)) return undefined;
  return inLine(columnText(column, row.cells[column]));
}

function TitleOf({ row }: { row: RowView }) {
  const title = (
    <span class="text" dir="auto" title={inLine(row.title)}>
      {row.change === 'added' || row.change === 'gone' ? (
        <span class={`mark ${row.change}`}>{t(`report_change_${row.change}`)}</span>
      ) : null}
      {inLine(row.title) || t('report_untitled')}
    </span>
  );
  if (!row.under) return title;
  const under = t('report_under', inLine(row.under));
  return (
    <span class="name">
      {title}
      <span class="under text" dir="auto" title={under}>
        {under}
      </span>
    </span>
  );
}

/** A status by colour and word. */
export const Status = ({ word }: { word: string }) => (
  <span class={`status ${toneOf(word)}`}>
    <span class={`dot tone ${toneOf(word)}`} aria-hidden="true" />
    <bdi>{statusText(word)}</bdi>
  </span>
);

/** Progress as a bar, which ends at 100 %, and as the number that it is; the one of the other file beneath. */
export function Progress({ value, before }: { value: number | undefined; before?: number | undefined }) {
  if (value === undefined && before === undefined) return null;
  const was = before === value ? undefined : before;
  return (
    <span class="progress">
      {was === undefined ? (
        <Track value={value} />
      ) : (
        <span class="bars">
          <Track value={value} />
          <Track value={was} old />
        </span>
      )}
      <span class="value">{value === undefined ? '–' : formatPercent(value)}</span>
      {was === undefined ? null : (
        <span class="visually-hidden">{t('report_before', formatPercent(was))}</span>
      )}
    </span>
  );
}

const Track = ({ value = 0, old = false }: { value: number | undefined; old?: boolean }) => (
  <span class={old ? 'track old' : 'track'} aria-hidden="true">
    <span style={{ inlineSize: `${Math.min(Math.max(value, 0), 100)}%` }} />
  </span>
);
