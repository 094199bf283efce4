import { t } from '../../lib/texts/i18n.ts';

interface Props {
  id: string;
  checked: boolean;
  /** Whether copies are kept, of which it is made. */
  possible: boolean;
  onChange(checked: boolean): void;
}

/** Whether exports also become one workbook. */
export function OneFile({ id, checked, possible, onChange }: Props) {
  return (
    <span class="one-file">
      <label>
        <input
          type="checkbox"
          checked={checked && possible}
          disabled={!possible}
          aria-describedby={id}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        {t('views_oneFile')}
      </label>
      <span id={id} class="quiet">
        {possible ? t('views_oneFile_hint') : t('views_oneFile_noCopies')}
      </span>
    </span>
  );
}
