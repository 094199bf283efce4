import mailIcon from 'fluent-icon:mail-add-20-regular';
import { useEffect, useRef } from 'preact/hooks';
import { Select } from '../../../components/select.tsx';
import type { Source } from '../../../lib/okr/write/other-tools.ts';
import { templates, toolTargets } from '../../../lib/okr/write/templates.ts';
import type { Ask } from '../../../lib/report/client.ts';
import type { Opened } from '../../../lib/report/protocol.ts';
import { formatCount, t } from '../../../lib/texts/i18n.ts';
import { FileButton } from '../file-button.tsx';
import { Columns } from './columns.tsx';
import { Doubts } from './doubts.tsx';
import { usePreparing } from './use-preparing.ts';
import { Words } from './words.tsx';
import './prepare.css';

const dateForms = [
  ['iso', '2025-01-31'],
  ['dayFirst', '31/01/2025'],
  ['monthFirst', '01/31/2025'],
] as const;

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
  const preparing = usePreparing(ask, name);
  const { preparation, change, onlyShown, answer, failure, said } = preparing;
  const template = templates[preparation.target];
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} class="prepare" aria-labelledby="prepare" onClose={onClose}>
      <h2 id="prepare">{t('report_prepare')}</h2>
      <div class="fields">
        <label>
          {t('report_prepare_target')}
          <Select
            value={preparation.target}
            options={toolTargets.map((target) => [target, t(`report_prepare_target_${target}`)])}
            onChange={(target) => preparing.setPreparation({ target })}
          />
        </label>
        <label>
          {t('report_prepare_dates')}
          <Select
            value={preparation.dates ?? template.dates}
            options={dateForms}
            onChange={(dates) => change({ dates })}
          />
        </label>
      </div>
      {shown < opened.okrs ? (
        <label class="only-shown">
          <input
            type="checkbox"
            checked={onlyShown}
            onChange={(event) => preparing.setOnlyShown(event.currentTarget.checked)}
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
        <FileButton label={t('report_prepare_emails')} icon={mailIcon} onFiles={preparing.readEmails} />
        <p class="quiet">{t('report_prepare_emails_hint')}</p>
      </div>
      <Doubts answer={answer} />
      {failure ? <p role="alert">{t('report_take_failed', failure)}</p> : null}
      <p role="status" class={said ? '' : 'visually-hidden'}>
        <bdi>{said}</bdi>
      </p>
      <div class="actions">
        <button type="button" class="primary" disabled={!answer} onClick={preparing.save}>
          {t('report_prepare_save')}
        </button>
        <button type="button" onClick={() => dialog.current?.close()}>
          {t('report_cancel')}
        </button>
      </div>
    </dialog>
  );
}
