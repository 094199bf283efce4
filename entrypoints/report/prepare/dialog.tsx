import mailIcon from 'fluent-icon:mail-add-20-regular';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { Preparation, Source } from '../../../lib/okr/write/other-tools.ts';
import { type ToolTarget, templates, toolTargets } from '../../../lib/okr/write/templates.ts';
import type { Ask } from '../../../lib/report/client.ts';
import type { Opened, PreparedAnswer } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import { FileButton } from '../file-button.tsx';
import { saveFile } from '../save-file.ts';
import { Columns } from './columns.tsx';
import { Doubts } from './doubts.tsx';
import { Words } from './words.tsx';
import './prepare.css';

interface Props {
  ask: Ask;
  opened: Opened;
  /** How many OKRs match. */
  shown: number;
  /** Of the file, without its ending. */
  name: string;
  onClose(): void;
}

/** A table that another tool takes: which, how its columns are filled, and what is missing before it is written. */
export function PrepareDialog({ ask, opened, shown, name, onClose }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [preparation, setPreparation] = useState<Preparation>({ target: 'jira' });
  // All unless asked otherwise: who moves house and forgot a filter would lose the rest.
  const [onlyShown, setOnlyShown] = useState(false);
  const [answer, setAnswer] = useState<PreparedAnswer>();
  const [failure, setFailure] = useState<string>();
  const [said, setSaid] = useState('');
  const template = templates[preparation.target];
  const change = (next: Partial<Preparation>) => setPreparation((last) => ({ ...last, ...next }));

  useEffect(() => dialog.current?.showModal(), []);
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

  return (
    <dialog ref={dialog} class="prepare" aria-labelledby="prepare" onClose={onClose}>
      <h2 id="prepare">{t('report_prepare')}</h2>
      <div class="fields">
        <label>
          {t('report_prepare_target')}
          <select
            value={preparation.target}
            onChange={(event) => setPreparation({ target: event.currentTarget.value as ToolTarget })}
          >
            {toolTargets.map((target) => (
              <option key={target} value={target}>
                {t(`report_prepare_target_${target}`)}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t('report_prepare_dates')}
          <select
            value={preparation.dates ?? template.dates}
            onChange={(event) => change({ dates: event.currentTarget.value as 'iso' })}
          >
            <option value="iso">2025-01-31</option>
            <option value="dayFirst">31/01/2025</option>
            <option value="monthFirst">01/31/2025</option>
          </select>
        </label>
      </div>
      {shown < opened.okrs ? (
        <label class="only-shown">
          <input
            type="checkbox"
            checked={onlyShown}
            onChange={(event) => setOnlyShown(event.currentTarget.checked)}
          />
          {t('report_prepare_onlyShown', formatCount(shown))}
        </label>
      ) : null}
      <details>
        <summary>{t('report_columns')}</summary>
        <Columns
          template={template}
          opened={opened}
          chosen={preparation.columns ?? {}}
          onChange={(header, source: Source) =>
            change({ columns: { ...preparation.columns, [header]: source } })
          }
        />
      </details>
      <Words
        label={t('report_column_status')}
        words={opened.groups.status.map(({ value }) => value)}
        chosen={preparation.statuses ?? {}}
        onChange={(statuses) => change({ statuses })}
      />
      <Words
        label={t('report_column_period')}
        words={opened.groups.period.map(({ value }) => value)}
        chosen={preparation.periods ?? {}}
        onChange={(periods) => change({ periods })}
      />
      <div class="emails">
        <FileButton label={t('report_prepare_emails')} icon={mailIcon} onFiles={readEmails} />
        <p class="quiet">{t('report_prepare_emails_hint')}</p>
      </div>
      <Doubts answer={answer} />
      {failure ? <p role="alert">{t('report_take_failed', failure)}</p> : null}
      <p role="status" class={said ? '' : 'visually-hidden'}>
        <bdi>{said}</bdi>
      </p>
      <div class="actions">
        <button type="button" class="primary" disabled={!answer} onClick={save}>
          {t('report_prepare_save')}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('report_cancel')}
        </button>
      </div>
    </dialog>
  );
}
