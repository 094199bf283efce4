import type { Rule } from '../../lib/schedule/rule.ts';
import { formatClock, formatCount, formatList, t } from '../../lib/texts/i18n.ts';
import { formatLanguage } from '../../lib/texts/language.ts';

/** 1 is Monday. */
export const weekdayName = (day: number, style: 'long' | 'short' = 'long'): string =>
  new Intl.DateTimeFormat(formatLanguage(), { weekday: style }).format(new Date(2024, 0, day));

/** A rule as its reader says it: `Every Monday, 09:00`. */
export function ruleText(rule: Rule): string {
  const days =
    rule.every === 'week'
      ? formatList(rule.weekdays.map((day) => weekdayName(day, 'short')))
      : rule.every === 'month'
        ? rule.day === 'last'
          ? t('views_day_last')
          : t('views_dayOfMonth', formatCount(rule.day))
        : t(`views_often_${rule.every}`);
  return t('dayAndTime', days, formatClock(Date.parse(`2024-01-01T${rule.at}`)));
}
