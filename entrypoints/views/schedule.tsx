import { useEffect, useRef, useState } from 'preact/hooks';
import type { Rule } from '../../lib/schedule/rule.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { OneFile } from './one-file.tsx';
import { draftOf, isIncomplete, RuleFields, ruleOf } from './rule-fields.tsx';

interface Props {
  /** The views to schedule; those with a schedule of the organization's keep it. */
  views: ListedView[];
  /** Whether copies are kept. */
  copies: boolean;
  onSet(rule: Rule | null, oneFile: boolean): void;
  onClose(): void;
}

/** When views are exported by themselves. */
export function ScheduleDialog({ views, copies, onSet, onClose }: Props) {
  const free = views.filter(({ schedule }) => !schedule?.byPolicy);
  const count = free.length;
  const before = count === 1 ? free[0]?.schedule : undefined;
  const dialog = useRef<HTMLDialogElement>(null);
  const [draft, setDraft] = useState(() => draftOf(before?.rule));
  const [oneFile, setOneFile] = useState(before?.oneFile === true);
  useEffect(() => dialog.current?.showModal(), []);

  const set = (event: Event) => {
    event.preventDefault();
    if (isIncomplete(draft)) return;
    onSet(ruleOf(draft), oneFile && copies);
    dialog.current?.close();
  };
  return (
    <dialog ref={dialog} class="schedule" aria-labelledby="schedule" onClose={onClose}>
      <form onSubmit={set}>
        <h2 id="schedule">{t('views_schedule')}</h2>
        <p class="quiet">{t('views_schedule_for', formatCount(count))}</p>
        {count < views.length ? (
          <p class="quiet">{t('views_locked', formatCount(views.length - count))}</p>
        ) : null}
        <RuleFields draft={draft} onChange={(part) => setDraft((now) => ({ ...now, ...part }))} />
        {draft.every === 'never' ? null : (
          <OneFile id="scheduled-one-file" checked={oneFile} possible={copies} onChange={setOneFile} />
        )}
        <div class="actions">
          <button type="submit" class="primary" disabled={count === 0}>
            {t('save')}
          </button>
          <button type="button" onClick={() => dialog.current?.close()}>
            {t('report_cancel')}
          </button>
        </div>
      </form>
    </dialog>
  );
}
