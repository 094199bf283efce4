import { plainId } from './ids.ts';
import type { Parent } from './model.ts';
import { isPlainNumber, parseNumberBy } from './numbers.ts';

const pattern = /\(weight:\s*([^%();]{0,40}?)\s*%?\s*,\s*Id:\s*([^\s();]{1,80})\s*\)/gi;

/**
 * `<title>(weight: 14.29%, Id: 2295776)`, several times where there are several parents. The title before each is
 * decoration and may hold parentheses itself.
 * @returns undefined where there is a text and no parent in it
 */
export function parseParents(text: string): Parent[] | undefined {
  if (!text.trim()) return [];
  const only = onlyParent(text);
  if (only) return [only];
  const parents: Parent[] = [];
  const ids = new Set<string>();
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    const before = text.slice(from, match.index);
    // What stands between two parents is not known.
    const title = (from > 0 ? before.replace(/^[\s,;|\u2022]+/, '') : before).trim();
    from = match.index + match[0].length;
    const { id } = plainId(match[2] as string);
    const parent: Parent = { ...(id && { id }), title };
    const weight = parseNumberBy(match[1] as string, () => ',');
    if (weight !== undefined) parent.weight = weight;
    if (ids.size < ids.add(id || title).size) parents.push(parent);
  }
  return parents.length ? parents : undefined;
}

/** One parent, as nearly every row has it; undefined: it has to be looked at more closely. */
function onlyParent(text: string): Parent | undefined {
  const at = text.indexOf(weightMark);
  const middle = text.indexOf(idMark, at);
  if (at < 0 || middle < 0 || !text.endsWith(')') || text.indexOf('(', middle) > 0) return;
  const weight = text.slice(at + weightMark.length, middle);
  const id = text.slice(middle + idMark.length, -1);
  return isPlainNumber(weight) && /^\d{1,20}$/.test(id)
    ? { id, title: text.slice(0, at).trim(), weight: Number(weight) }
    : undefined;
}

const weightMark = '(weight: ';
const idMark = '%, Id: ';
