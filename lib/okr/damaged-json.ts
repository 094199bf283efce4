import { isRecord } from './json-record.ts';
import type { Troubles } from './troubles.ts';

/*
 * JSON that is none to the letter: records in a line each or behind each other, Python's `NaN`, a comma too many; cut off, as
 * downloads end at times. What is whole in it is read, the rest is told.
 */

/** @returns undefined where there is nothing to be read */
export function parseJson(text: string, troubles: Troubles): unknown {
  const whole = parsed(text);
  if (whole !== undefined) return whole;
  const better = mended(text);
  return parsed(better) ?? recordsIn(better, troubles);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A text, which stays as it is; words that are no number; a comma before an end. */
const loose = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\b(?:NaN|Infinity|undefined)\b|,(?=\s*[\]}])/gs;
const mended = (text: string): string =>
  text.replace(loose, (found) => (found[0] === '"' ? found : found === ',' ? '' : 'null'));

/** Lists of records. */
function recordsIn(text: string, troubles: Troubles): unknown[][] | undefined {
  const lists = new Map<number, unknown[]>();
  const { whole, cut } = objectsIn(text);
  let row = 0;
  for (const { from, to, list } of whole) {
    const records = lists.get(list) ?? [];
    lists.set(list, records);
    const record = text.slice(from, to);
    // A text among records is told as what can't be read.
    row = records.push(parsed(record) ?? record);
  }
  if (cut !== undefined) troubles.add('recordUnreadable', { row: row + 1, value: text.slice(cut) });
  const found = [...lists.values()].filter((records) => records.some(isRecord));
  return found.length > 0 ? found : undefined;
}

interface Open {
  from: number;
  object: boolean;
}

interface Whole {
  from: number;
  to: number;
  /** In how many others it lies. */
  depth: number;
  /** Where the list begins that it stands in. */
  list: number;
}

/** Objects that are whole and lie in no other that is, those that lie least deep; `cut`: where one begins that has no end. */
function objectsIn(text: string): { whole: Whole[]; cut: number | undefined } {
  const open: Open[] = [];
  let whole: Whole[] = [];
  let depth = 0;
  for (const { 0: mark, index: from } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/gs)) {
    if (mark === '{' || mark === '[') {
      open.push({ from, object: mark === '{' });
      if (mark === '{') depth++;
    } else if (mark === ']') {
      if (open.at(-1)?.object === false) open.pop();
    } else if (mark === '}') {
      while (open.at(-1)?.object === false) open.pop();
      const ended = open.pop();
      if (!ended) continue;
      depth--;
      while ((whole.at(-1)?.from ?? -1) > ended.from) whole.pop();
      whole.push({ from: ended.from, to: from + 1, depth, list: open.at(-1)?.from ?? -1 });
    }
  }
  const least = Math.min(...new Set(whole.map((one) => one.depth)));
  whole = whole.filter((one) => one.depth === least);
  return { whole, cut: open.filter(({ object }) => object)[least]?.from };
}
