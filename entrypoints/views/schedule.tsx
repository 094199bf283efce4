import { useEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import type { Rule } from '../../lib/schedule/rule.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import type { ListedView } from '../../lib/views/list.ts';
import { OneFile } from './one-file.tsx';
import { weekdayName } from './rule-text.ts';

type Every = Rule['every'] | 'never';
const often: Every[] = ['never', 'day', 'workday', 'week', 'month'];

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
  const [first] = free;
  const before = count === 1 ? first?.schedule : undefined;
  const rule = before?.rule;
  const dialog = useRef<HTMLDialogElement>(null);
  const [every, setEvery] = useState<Every>(rule?.every ?? 'week');
  const [at, setAt] = useState(rule?.at ?? '09:00');
  const [weekdays, setWeekdays] = useState(rule?.every === 'week' ? rule.weekdays : [1]);
  const [day, setDay] = useState(rule?.every === 'month' ? String(rule.day) : '1');
  const [oneFile, setOneFile] = useState(before?.oneFile === true);
  useEffect(() => dialog.current?.showModal(), []);

  const incomplete = every === 'week' && weekdays.length === 0;
  const set = (event: Event) => {
    event.preventDefault();
    if (incomplete) return;
    onSet(ruleOf(every, at, weekdays, day), oneFile && copies);
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
        <Field id="often" label={t('views_often')}>
          <Select
            id="often"
            value={every}
            options={often.map((one) => [one, t(`views_often_${one}`)])}
            onChange={(one) => setEvery(one)}
          />
        </Field>
        {every === 'week' ? (
          <fieldset class="weekdays">
            <legend>{t('views_weekdays')}</legend>
            {[1, 2, 3, 4, 5, 6, 7].map((one) => (
              <label key={one}>
                <input
                  type="checkbox"
                  checked={weekdays.includes(one)}
                  onChange={() =>
                    setWeekdays((last) =>
                      last.includes(one) ? last.filter((other) => other !== one) : [...last, one].sort(),
                    )
                  }
                />
                {weekdayName(one)}
              </label>
            ))}
            {incomplete ? (
              <p role="alert" class="reason">
                {t('views_weekdays_none')}
              </p>
            ) : null}
          </fieldset>
        ) : null}
        {every === 'month' ? (
          <Field id="day" label={t('views_day')}>
            <Select id="day" value={day} options={daysOfMonth()} onChange={setDay} />
          </Field>
        ) : null}
        {every === 'never' ? null : (
          <>
            <Field id="at" label={t('views_at')} hint={t('views_at_hint')}>
              <input
                id="at"
                type="time"
                required
                value={at}
                onInput={(event) => setAt(event.currentTarget.value)}
              />
            </Field>
            <OneFile id="scheduled-one-file" checked={oneFile} possible={copies} onChange={setOneFile} />
          </>
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

const daysOfMonth = (): [value: string, label: string][] => [
  ...Array.from({ length: 31 }, (_, at): [string, string] => [String(at + 1), formatCount(at + 1)]),
  ['last', t('views_day_last')],
];

function ruleOf(every: Every, at: string, weekdays: number[], day: string): Rule | null {
  if (every === 'never') return null;
  if (every === 'week') return { every, at, weekdays };
  return every === 'month' ? { every, at, day: day === 'last' ? day : Number(day) } : { every, at };
}
