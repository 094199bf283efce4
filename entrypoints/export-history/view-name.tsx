import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n.ts';
import { longestName } from '../../lib/view-names.ts';

interface Props {
  name: string;
  onRename(name: string): void;
}

/** The name of a view, which the user can change: Enter keeps it, Esc does not, and an empty one takes it back. */
export function ViewName({ name, onRename }: Props) {
  const [draft, setDraft] = useState<string>();
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  const editing = draft !== undefined;
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    if (editing) {
      field.current?.focus();
      field.current?.select();
    } else if (wasEditing.current) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (!editing)
    return (
      <div class="name">
        <h2 dir="auto">{name}</h2>
        <button
          type="button"
          class="link"
          ref={opener}
          aria-label={t('history_renameView', name)}
          onClick={() => setDraft(name)}
        >
          {t('history_rename')}
        </button>
      </div>
    );
  const keep = (event: Event) => {
    event.preventDefault();
    if (draft !== name) onRename(draft);
    setDraft(undefined);
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
        onKeyDown={(event) => event.key === 'Escape' && setDraft(undefined)}
      />
      <button type="submit">{t('save')}</button>
      <button type="button" class="link" onClick={() => setDraft(undefined)}>
        {t('history_notRenamed')}
      </button>
    </form>
  );
}
