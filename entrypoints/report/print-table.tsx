import { options } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import type { Ask } from '../../lib/report/client.ts';
import type { Opened, Query, RowView, Shown } from '../../lib/report/protocol.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { filterTexts, isFiltered } from './filter-texts.ts';
import { formatCell, formatDay, formatPercent, inLine, statusText, toneOf } from './format.ts';
import { whenIdle } from './when-idle.ts';

interface Props {
  shown: Shown | undefined;
  ask: Ask;
  opened: Opened;
  query: Query;
}

/** Rows on paper: a few pages. How many are left out is said. */
const most = 250;

/** What paper leaves out, before any number of it. */
export function FilterOnPaper({ shown, opened, query }: Omit<Props, 'ask'>) {
  const printing = usePrinting();
  if (!shown || !printing || !isFiltered(query)) return null;
  const count = t('history_count', formatCount(shown.all), formatCount(opened.okrs));
  return <p class="on-paper">{[count, ...filterTexts(query, opened)].join(' · ')}</p>;
}

/** What is shown, as a table for paper. Its rows are kept ready, for printing waits for nobody; drawn they are only then. */
export function PrintTable({ shown, ask }: Pick<Props, 'shown' | 'ask'>) {
  const [rows, setRows] = useState<RowView[]>([]);
  const printing = usePrinting();
  useEffect(() => {
    let wanted = true;
    if (shown && shown.from === 0 && shown.rows.length >= Math.min(most, shown.visible)) setRows(shown.rows);
    else if (shown)
      whenIdle()
        .then(() => (wanted ? ask('rows', { from: 0, count: most }) : []))
        .then(
          (found) => wanted && setRows(found),
          () => undefined,
        );
    return () => {
      wanted = false;
    };
  }, [shown, ask]);
  if (!shown || !printing) return null;
  return (
    <div class="on-paper">
      {shown.all === 0 ? <p>{t('report_noMatch')}</p> : null}
      <table>
        <thead>
          <tr>
            {(['title', 'status', 'progress', 'owner', 'endDate'] as const).map((key) => (
              <th key={key} scope="col">
                {t(`report_column_${key}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, most).map((row) => (
            <tr key={row.at}>
              <th scope="row" style={{ paddingInlineStart: `${6 + (row.level - 1) * 10}px` }}>
                {inLine(row.title) || t('report_untitled')}
              </th>
              <td class="whole">
                {row.status ? (
                  <span class={`status ${toneOf(row.status)}`}>
                    <span class={`dot tone ${toneOf(row.status)}`} />
                    {statusText(row.status)}
                  </span>
                ) : null}
              </td>
              <td class="number">{row.progress === undefined ? '' : formatPercent(row.progress, 0)}</td>
              <td>{inLine(formatCell(row.cells.owner))}</td>
              <td class="whole">
                {typeof row.cells.endDate === 'string' ? formatDay(row.cells.endDate) : ''}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {shown.visible > most ? <p>{t('report_print_more', formatCount(shown.visible - most))}</p> : null}
    </div>
  );
}

/** Draws what `change` changes before it returns; else that waits for the end of the listener that called `print`. */
function drawNow(change: () => void): void {
  const { debounceRendering } = options;
  options.debounceRendering = (draw) => draw();
  try {
    change();
  } finally {
    if (debounceRendering) options.debounceRendering = debounceRendering;
    else delete options.debounceRendering;
  }
}

/** Whether the page is drawn for paper: the browser draws what is there when its listeners have returned. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const media = matchMedia('print');
    const follow = () => drawNow(() => setPrinting(media.matches));
    const begin = () => drawNow(() => setPrinting(true));
    const end = () => setPrinting(false);
    media.addEventListener('change', follow);
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      media.removeEventListener('change', follow);
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}
