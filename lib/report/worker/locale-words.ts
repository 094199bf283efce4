import { type Field, type Kind, kinds, type Status, statuses } from '../../okr/model.ts';
import type { Words } from '../../okr/words.ts';

/** The folders of `public/_locales`: wxt.config puts them here. */
declare const languagesOfTexts: string[];
/** For all of them, out of the package (ms). */
const within = 5000;

/** Our own names of columns, statuses and kinds in all languages, as they stand in tables that were copied or saved out of a report. */
export async function localeWords(): Promise<Words> {
  const words: Words = { headers: new Map(), statuses: new Map(), kinds: new Map() };
  const signal = AbortSignal.timeout(within);
  const texts = await Promise.all(
    languagesOfTexts.map(async (language): Promise<Record<string, { message: string }>> => {
      const address = new URL(`/_locales/${language}/messages.json`, location.origin);
      return (await fetch(address, { signal })).json();
    }),
  );
  for (const [key, { message }] of texts.flatMap((one) => Object.entries(one))) {
    const [, what, name] = /^report_(column|status|kind)_(\w+)$/.exec(key) ?? [];
    if (what === 'column') words.headers.set(message, name as Field);
    else if (what === 'status' && statuses.includes(name as Status))
      words.statuses.set(message, name as Status);
    else if (what === 'kind' && kinds.includes(name as Kind)) words.kinds.set(message, name as Kind);
  }
  return words;
}
