import prepareIcon from 'fluent-icon:arrow-export-20-regular';
import copyIcon from 'fluent-icon:copy-20-regular';
import csvIcon from 'fluent-icon:document-text-20-regular';
import printIcon from 'fluent-icon:print-20-regular';
import excelIcon from 'fluent-icon:table-20-regular';
import { useState } from 'preact/hooks';
import { Icon } from '../../components/icon.tsx';
import type { Ask } from '../../lib/report/client.ts';
import { labelsIn } from '../../lib/report/labels.ts';
import { type ColumnKey, excelType, type Opened, type Written } from '../../lib/report/protocol.ts';
import { formatCount, type MessageKey, t } from '../../lib/texts/i18n.ts';
import { labelsOf } from './changes/from-to.ts';
import { copyTable } from './copy-table.ts';
import { viewNameOf } from './format.ts';
import { columnFor } from './grid/columns.ts';
import { PrepareDialog } from './prepare/dialog.tsx';
import { saveFile } from './save-file.ts';
import type { ReportState } from './use-report.ts';
import type { Taking } from './use-taking.ts';

interface Props {
  report: ReportState;
  opened: Opened;
  ask: Ask;
  taking: Taking;
}

/** What can be taken along of what is shown. */
export function Toolbar({ report, opened, ask, taking }: Props) {
  const { shown, query } = report;
  const [preparing, setPreparing] = useState(false);
  const { take } = taking;
  const view = viewNameOf(opened.name).replace(/[\\/:*?"<>|]/g, '_');
  // Of its export, where that day is known: whoever opens the file takes it for that.
  const name = opened.asOfFrom === 'export' && !view.includes(opened.asOf) ? `${view} ${opened.asOf}` : view;
  const saveExcel = () =>
    take(async (work) => {
      const labels = { ...labelsIn(t), ...(opened.comparison && labelsOf(opened.comparison)) };
      const written = await ask('saveExcel', { labels }, work);
      saveFile(new Blob([written.bytes], { type: excelType }), `${name}.xlsx`);
      return savedText(`${name}.xlsx`, written);
    });
  const saveCsv = () =>
    take(async (work) => {
      const written = await ask('saveCsv', { names: csvNames(opened) }, work);
      saveFile(new Blob([written.bytes], { type: 'text/csv' }), `${name}.csv`);
      const all =
        opened.columns.every(({ key }) => key === 'id' || query.columns.includes(key)) && !opened.hasCheckIns;
      const without = all ? '' : ` · ${t('report_take_csvWithout', t('report_take_excel'))}`;
      return savedText(`${name}.csv`, written) + without;
    });
  const copy = () =>
    take(async () =>
      t('report_take_copied', formatCount(shown ? await copyTable(ask, shown, query, opened) : 0)),
    );
  const deeds: [icon: string, label: MessageKey, deed: () => void][] = [
    [excelIcon, 'report_take_excel', saveExcel],
    [csvIcon, 'report_take_csv', saveCsv],
    [copyIcon, 'report_take_copy', copy],
    [printIcon, 'report_print', () => print()],
    [prepareIcon, 'report_prepare', () => setPreparing(true)],
  ];
  return (
    <div class="toolbar" role="toolbar" aria-label={t('report_takeAlong')}>
      {deeds.map(([icon, label, deed]) => (
        <button key={label} type="button" disabled={shown === undefined} onClick={deed}>
          <Icon path={icon} />
          {t(label)}
        </button>
      ))}
      {preparing ? (
        <PrepareDialog
          ask={ask}
          opened={opened}
          shown={shown?.all ?? opened.okrs}
          name={name}
          onClose={() => setPreparing(false)}
        />
      ) : null}
    </div>
  );
}

/** What columns are called in a CSV: as in the file, so that it can be opened again. */
const csvNames = ({ columns }: Opened) =>
  Object.fromEntries(columns.map(({ key, name }) => [key, name || columnFor(key).label])) as Record<
    ColumnKey,
    string
  >;

function savedText(name: string, { rows, cut }: Written): string {
  const saved = t('report_take_saved', name, formatCount(rows));
  const lost = cut ? cut.rows + cut.cells : 0;
  return lost > 0 ? `${saved} ${t('report_take_cut', formatCount(lost))}` : saved;
}

/** How far it is, and what became of it. */
export function TakingNews({ said, failed, share, cancel }: Taking) {
  return (
    <>
      {share === undefined ? null : (
        <div class="card reading">
          <label>
            {t('report_take_making')}
            <progress value={share} max={1} />
          </label>
          <button type="button" onClick={cancel}>
            {t('report_cancel')}
          </button>
        </div>
      )}
      <p role={failed ? 'alert' : 'status'} class={said ? 'taken' : 'visually-hidden'}>
        <bdi>{said}</bdi>
      </p>
    </>
  );
}
