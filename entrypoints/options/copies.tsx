import { useEffect, useState } from 'preact/hooks';
import { dropAllCopies, listCopies, onCopiesChanged } from '../../lib/copies/copies.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import { formatBytes, formatCount, t } from '../../lib/texts/i18n.ts';

/** How many copies are kept, what they take up, and the way to remove them all. */
export function Copies() {
  const [text, setText] = useState('');
  const [some, setSome] = useState(false);
  // What was pressed stays, and with it the focus.
  const [had, setHad] = useState(false);
  const look = async () => {
    try {
      const copies = await listCopies();
      const bytes = copies.reduce((sum, copy) => sum + copy.bytes, 0);
      setSome(copies.length > 0);
      setHad((before) => before || copies.length > 0);
      setText(t('copies_kept', formatCount(copies.length), formatBytes(bytes)));
    } catch (error) {
      setSome(false);
      setText(t('copies_refused', reasonOf(error)));
    }
  };
  const remove = async () => {
    try {
      await dropAllCopies();
      await look();
    } catch (error) {
      setText(t('copies_refused', reasonOf(error)));
    }
  };
  useEffect(() => {
    void look();
    return onCopiesChanged(() => void look());
  }, []);
  return (
    <div class="actions">
      {had ? (
        <button type="button" disabled={!some} onClick={remove}>
          {t('copies_removeAll')}
        </button>
      ) : null}
      <span role="status" class="quiet">
        {text}
      </span>
    </div>
  );
}
