import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { longestName } from '../../lib/jobs/view-names.ts';
import { t } from '../../lib/texts/i18n.ts';

interface Props {
  name: string;
  onRename(name: string): void;
  /** Called in any case, afterwards. */
  onClose(): void;
}

/** Where a view is named: Enter keeps it, Esc does not, and an empty one takes the user's own name back. */
export function NameForm({ name, onRename, onClose }: Props) {
  const [draft, setDraft] = useState(name);
  const field = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);
  const keep = (event: Event) => {
    event.preventDefault();
    if (draft !== name) onRename(draft);
    onClose();
  };
  return (
    <form class="name" onSubmit={keep}>
      <input
        type="text"
        dir="auto"
        ref={field}
        value={draft}
        maxLength={longestName}
        aria-label={t('history_name')}
        placeholder={t('history_name_empty')}
        onInput={(event) => setDraft(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
      />
      <button type="submit">{t('save')}</button>
      <button type="button" class="link" onClick={onClose}>
        {t('history_notRenamed')}
      </button>
    </form>
  );
}
