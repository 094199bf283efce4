import { Field } from '../../components/field.tsx';
import { Select } from '../../components/select.tsx';
import type { Rule } from '../../lib/schedule/rule.ts';
import { formatCount, t } from '../../lib/texts/i18n.ts';
import { weekdayName } from './rule-text.ts';

type Every = Rule['every'] | 'never';
const often: Every[] = ['never', 'day', 'workday', 'week', 'month'];

/** What is entered of a rule, whether or not it is asked for just now. */
export interface Draft {
  every: Every;
  at: string;
  weekdays: number[];
  /** Of the month, or `last`. */
  day: string;
}

export const draftOf = (rule: Rule | undefined): Draft => ({
  every: rule?.every ?? 'week',
  at: rule?.at ?? '09:00',
  weekdays: rule?.every === 'week' ? rule.weekdays : [1],
  day: rule?.every === 'month' ? String(rule.day) : '1',
});

export const isIncomplete = ({ every, weekdays }: Draft): boolean =>
  every === 'week' && weekdays.length === 0;

/** @returns null for none */
export function ruleOf({ every, at, weekdays, day }: Draft): Rule | null {
  if (every === 'never') return null;
  if (every === 'week') return { every, at, weekdays };
  return every === 'month' ? { every, at, day: day === 'last' ? day : Number(day) } : { every, at };
}

const daysOfMonth = (): [value: string, label: string][] => [
  ...Array.from({ length: 31 }, (_, at): [string, string] => [String(at + 1), formatCount(at + 1)]),
  ['last', t('views_day_last')],
];

/** On which days, and when. */
export function RuleFields({ draft, onChange }: { draft: Draft; onChange(part: Partial<Draft>): void }) {
  const { every, at, weekdays, day } = draft;
  const toggle = (one: number) =>
    onChange({
      weekdays: weekdays.includes(one)
        ? weekdays.filter((other) => other !== one)
        : [...weekdays, one].sort(),
    });
  return (
    <>
      <Field id="often" label={t('views_often')}>
        <Select
          id="often"
          value={every}
          options={often.map((one) => [one, t(`views_often_${one}`)])}
          onChange={(one) => onChange({ every: one })}
        />
      </Field>
      {every === 'week' ? (
        <fieldset class="weekdays">
          <legend>{t('views_weekdays')}</legend>
          {[1, 2, 3, 4, 5, 6, 7].map((one) => (
            <label key={one}>
              <input type="checkbox" checked={weekdays.includes(one)} onChange={() => toggle(one)} />
              {weekdayName(one)}
            </label>
          ))}
          {isIncomplete(draft) ? (
            <p role="alert" class="reason">
              {t('views_weekdays_none')}
            </p>
          ) : null}
        </fieldset>
      ) : null}
      {every === 'month' ? (
        <Field id="day" label={t('views_day')}>
          <Select id="day" value={day} options={daysOfMonth()} onChange={(one) => onChange({ day: one })} />
        </Field>
      ) : null}
      {every === 'never' ? null : (
        <Field id="at" label={t('views_at')} hint={t('views_at_hint')}>
          <input
            id="at"
            type="time"
            required
            value={at}
            onInput={(event) => onChange({ at: event.currentTarget.value })}
          />
        </Field>
      )}
    </>
  );
}
