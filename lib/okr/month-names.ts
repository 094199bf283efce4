/** Whose names of months are known. */
const languages =
  'en de fr es it nl pt ja ko zh ar ru uk bg pl cs sk sl hr sr ro hu tr sv da nb fi et lv lt el he hi vi id th ca';
/** What stands beside them: `12 de noviembre`, `November 12th`, `12 ноября 2026 г.`. */
const beside = 'de del d di of the st nd rd th er den le gada';

let made: Map<string, number> | undefined;

/**
 * Words of dates in lower case: the number of a month, 0 for days of the week and what only stands beside; -1 where two languages
 * mean different months by one word, as Poles and Croats by "listopad". Made when the first is asked for, out of what the browser knows.
 */
export function wordsOfDates(): ReadonlyMap<string, number> {
  if (made) return made;
  const words = new Map(beside.split(' ').map((word) => [word, 0]));
  const locales = languages.split(' ').map((language) => `${language}-u-ca-gregory-nu-latn`);
  // Beside a day many languages bend a month's name.
  for (const locale of locales)
    for (const month of ['long', 'short'] as const)
      for (const day of ['numeric', undefined] as const) {
        const format = new Intl.DateTimeFormat(locale, { month, day, timeZone: 'UTC' });
        for (let at = 1; at <= 12; at++)
          for (const word of namesIn(format, 'month', Date.UTC(2025, at - 1))) {
            const known = words.get(word);
            if (known !== 0) words.set(word, known === undefined || known === at ? at : -1);
          }
      }
  for (const locale of locales) {
    const format = new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' });
    for (let at = 1; at <= 7; at++)
      for (const word of namesIn(format, 'weekday', Date.UTC(2025, 0, at)))
        if (!words.has(word)) words.set(word, 0);
  }
  made = words;
  return made;
}

/** The words of a text in lower case. */
export const wordsIn = (text: string): string[] =>
  text
    .normalize('NFKC')
    .replaceAll('\u02bc', "'")
    .toLowerCase()
    .match(/\p{L}[\p{L}\p{M}]*/gu) ?? [];

/** Letters alone and names with numbers say nothing. */
function namesIn(format: Intl.DateTimeFormat, type: 'month' | 'weekday', at: number): string[] {
  const name = format.formatToParts(at).find((part) => part.type === type)?.value ?? '';
  return /\d/.test(name) ? [] : wordsIn(name).filter((word) => word.length > 1);
}
