import { fileNameFields } from '../../lib/files/file-name.ts';
import { t } from '../../lib/texts/i18n.ts';

/** Puts what stands for a part of the export into the field of the file's name, where its cursor is. */
export function NameParts({ field, onChange }: { field: string; onChange(value: string): void }) {
  const insert = (part: string) => {
    const input = document.getElementById(field) as HTMLInputElement;
    input.setRangeText(part, input.selectionStart ?? 0, input.selectionEnd ?? 0, 'end');
    input.focus();
    onChange(input.value);
  };
  return (
    <div class="actions parts">
      {fileNameFields.map((name) => (
        <button
          type="button"
          key={name}
          aria-label={t('setting_fileName_insert', `{${name}}`)}
          onClick={() => insert(`{${name}}`)}
        >
          <bdi dir="ltr">{`{${name}}`}</bdi>
        </button>
      ))}
    </div>
  );
}
