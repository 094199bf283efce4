import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { t } from '../../lib/i18n.ts';
import { NameForm } from './name-form.tsx';

interface Props {
  name: string;
  onRename(name: string): void;
}

/** The name of a view, which the user can change. */
export function ViewName({ name, onRename }: Props) {
  const [editing, setEditing] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useLayoutEffect(() => {
    if (!editing && wasEditing.current) opener.current?.focus();
    wasEditing.current = editing;
  }, [editing]);

  if (editing) return <NameForm name={name} onRename={onRename} onClose={() => setEditing(false)} />;
  return (
    <div class="name">
      <h2 dir="auto">{name}</h2>
      <button
        type="button"
        class="link"
        ref={opener}
        aria-label={t('history_renameView', name)}
        onClick={() => setEditing(true)}
      >
        {t('history_rename')}
      </button>
    </div>
  );
}
