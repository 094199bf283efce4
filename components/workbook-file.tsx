import type { ExportFile } from '../lib/files/export-file.ts';
import { baseName } from '../lib/files/file-name.ts';
import { t } from '../lib/texts/i18n.ts';
import type { Workbook } from '../lib/views/workbook.ts';

interface Props {
  workbook: Workbook;
  onShow(file: ExportFile): void;
}

/** The one Excel file of a batch, once it is saved. */
export function WorkbookFile({ workbook: { file, saved }, onShow }: Props) {
  if (!saved || !file) return null;
  return (
    <>
      <bdi>{t('views_oneFile_saved', baseName(file.name))}</bdi>
      {' · '}
      <button type="button" class="link" onClick={() => onShow(file)}>
        {t('showInFolder')}
      </button>
    </>
  );
}
