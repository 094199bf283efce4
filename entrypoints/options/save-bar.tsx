import { useRef } from 'preact/hooks';
import { t } from '../../lib/texts/i18n.ts';

/** What came of the last Save, as long as nothing was changed since. */
export type Outcome = 'saved' | { refused: string } | undefined;

interface Props {
  invalid: boolean;
  changed: boolean;
  outcome: Outcome;
  onDiscard(): void;
}

/** Whether all is saved, always in view; and the way to save it, or to leave it as it was. */
export function SaveBar({ invalid, changed, outcome, onDiscard }: Props) {
  const save = useRef<HTMLButtonElement>(null);
  return (
    <div class="actions save">
      <span role="status">{statusText(invalid, changed, outcome)}</span>
      <button
        type="submit"
        class={changed ? 'primary' : ''}
        aria-disabled={changed || invalid ? undefined : true}
        ref={save}
      >
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

function statusText(invalid: boolean, changed: boolean, outcome: Outcome): string {
  if (invalid) return t('options_invalid');
  if (typeof outcome === 'object') return t('options_refused', outcome.refused);
  if (changed) return t('options_changed');
  return outcome === 'saved' ? t('options_saved') : '';
}
