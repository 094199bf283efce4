import { useEffect, useState } from 'preact/hooks';
import type { Preparation } from '../../../lib/okr/write/other-tools.ts';
import type { Ask } from '../../../lib/report/client.ts';
import type { PreparedAnswer } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import { saveFile } from '../save-file.ts';

/** What is chosen for another tool, what that lacks, and what came of it. @param name of the file, without its ending */
export function usePreparing(ask: Ask, name: string) {
  const [preparation, setPreparation] = useState<Preparation>({ target: 'jira' });
  // All unless asked otherwise: who moves house and forgot a filter would lose the rest.
  const [onlyShown, setOnlyShown] = useState(false);
  const [answer, setAnswer] = useState<PreparedAnswer>();
  const [failure, setFailure] = useState<string>();
  const [said, setSaid] = useState('');
  const change = (next: Partial<Preparation>) => setPreparation((last) => ({ ...last, ...next }));

  useEffect(() => {
    let wanted = true;
    const failed = (error: unknown) => wanted && setFailure(String(error));
    ask('prepare', { preparation, onlyShown, save: false }).then(
      (found) => wanted && setAnswer(found),
      failed,
    );
    return () => {
      wanted = false;
    };
  }, [ask, preparation, onlyShown]);

  const save = async () => {
    try {
      const { bytes, rows } = await ask('prepare', { preparation, onlyShown, save: true });
      if (!bytes) return;
      const file = `${name} ${preparation.target}.csv`;
      saveFile(new Blob([bytes], { type: 'text/csv' }), file);
      setSaid(t('report_take_saved', file, formatCount(rows)));
    } catch (error) {
      setFailure(String(error));
    }
  };
  const readEmails = async ([source]: File[]) => {
    if (!source) return;
    try {
      const pairs = await ask('emails', { source });
      change({ emails: new Map(pairs) });
      setSaid(t('report_prepare_emailsRead', formatCount(new Set(pairs.map(([, email]) => email)).size)));
    } catch (error) {
      setFailure(String(error));
    }
  };
  return {
    preparation,
    setPreparation,
    change,
    onlyShown,
    setOnlyShown,
    answer,
    failure,
    said,
    save,
    readEmails,
  };
}
