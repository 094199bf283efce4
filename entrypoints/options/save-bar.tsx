import { useRef } from 'preact/hooks';
import { t } from '../../lib/i18n.ts';

interface Props {
  /** What stands: nothing to save, not saved yet, saved, or why not. */
  text: string;
  changed: boolean;
  onDiscard(): void;
}

/** Whether all is saved, always in view; and the way to save it, or to leave it as it was. */
export function SaveBar({ text, changed, onDiscard }: Props) {
  const save = useRef<HTMLButtonElement>(null);
  return (
    <div class="actions save">
      <span role="status">{text}</span>
      <button type="submit" class="primary" ref={save}>
        {t('save')}
      </button>
      {changed ? (
        <button
          type="button"
          onClick={() => {
            save.current?.focus();
            onDiscard();
          }}
        >
          {t('options_discard')}
        </button>
      ) : null}
    </div>
  );
}
