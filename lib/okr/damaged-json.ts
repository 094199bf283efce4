import { isObject, jsonIn } from '../data/data.ts';
import { limits } from './limits.ts';
import type { Troubles } from './troubles.ts';

/*
 * JSON that is none to the letter: records in a line each or behind each other, Python's `NaN`, a comma too many; cut off, as
 * downloads end at times. What is whole in it is read, the rest is told. By hand: a pattern takes seconds for each MB of a hostile file.
 */

/** @returns undefined where there is nothing to be read */
export function parseJson(text: string, troubles: Troubles): unknown {
  const whole = jsonIn(text);
  if (whole !== undefined) return whole;
  const better = mended(text);
  return jsonIn(better) ?? recordsIn(better, troubles);
}

/** Where a text ends that begins with a quote: behind it. */
function endOfText(text: string, from: number): number {
  let at = from + 1;
  for (let code = text.charCodeAt(at); at < text.length && code !== 34; code = text.charCodeAt(at))
    at += code === 92 ? 2 : 1;
  return at + 1;
}

const isSpace = (code: number): boolean => code === 32 || (code >= 9 && code <= 13);
const noNumbers = ['NaN', 'Infinity', '-Infinity', 'undefined'];

/** `null` for what is no number, and no comma before an end. */
function mended(text: string): string {
  const parts: string[] = [];
  let from = 0;
  const replace = (at: number, length: number, by: string) => {
    parts.push(text.slice(from, at), by);
    from = at + length;
  };
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string;
    if (mark === '"') at = endOfText(text, at) - 1;
    else if (mark === ',') {
      let next = at + 1;
      while (isSpace(text.charCodeAt(next))) next++;
      if (text[next] === ']' || text[next] === '}') replace(at, 1, '');
    } else if ('NI-u'.includes(mark)) {
      const word = noNumbers.find((one) => text.startsWith(one, at));
      if (word) replace(at, word.length, 'null');
    }
  }
  return from > 0 ? [...parts, text.slice(from)].join('') : text;
}

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
    row = records.push(jsonIn(record) ?? record);
  }
  if (cut !== undefined) troubles.add('recordUnreadable', { row: row + 1, value: text.slice(cut) });
  const found = [...lists.values()].filter((records) => records.some(isObject));
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

/** No file nests deeper. */
const deepest = 200;

/** Objects that are whole and lie in no other that is, those that lie least deep; `cut`: where one begins that has no end. */
function objectsIn(text: string): { whole: Whole[]; cut?: number | undefined } {
  const open: Open[] = [];
  const whole: Whole[] = [];
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const mark = text[at] as string;
    if (mark === '"') at = endOfText(text, at) - 1;
    else if (mark === '{' || mark === '[') {
      open.push({ from: at, object: mark === '{' });
      if (mark === '{') depth++;
      if (open.length > deepest) return { whole: [] };
    } else if (mark === ']') {
      if (open.at(-1)?.object === false) open.pop();
    } else if (mark === '}') {
      while (open.at(-1)?.object === false) open.pop();
      const ended = open.pop();
      if (!ended) continue;
      depth--;
      while ((whole.at(-1)?.from ?? -1) > ended.from) whole.pop();
      whole.push({ from: ended.from, to: at + 1, depth, list: open.at(-1)?.from ?? -1 });
      if (whole.length > limits.rows) break;
    }
  }
  const least = whole.reduce((few, one) => Math.min(few, one.depth), deepest);
  return {
    whole: whole.filter((one) => one.depth === least),
    cut: open.filter(({ object }) => object)[least]?.from,
  };
}
