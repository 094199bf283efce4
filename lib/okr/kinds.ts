import { type Kind, kinds, type Okr } from './model.ts';
import { treeOf, walk } from './tree.ts';
import type { Troubles } from './troubles.ts';
import { kindOf, normalized } from './words.ts';

/** Words that stand in the lists of two kinds. */
const doubtful = new Set(['outcome', 'goal']);

/**
 * What each OKR is: by its word, by what the user said of it, else (`Outcome`, `Goal`) by its place in the tree.
 * @returns the words that say nothing by themselves, each once
 */
export function tellKinds(
  okrs: readonly Okr[],
  words: ReadonlyMap<string, Kind> | undefined,
  troubles: Troubles,
): string[] {
  const asked = new Map<string, string>();
  const unclear: Okr[] = [];
  const knownOf = new Map<string, Kind | undefined>();
  for (const okr of okrs) {
    if (!okr.kindWord) continue;
    if (!knownOf.has(okr.kindWord)) knownOf.set(okr.kindWord, kindOf(okr.kindWord));
    const known = knownOf.get(okr.kindWord);
    if (known) {
      okr.kind = known;
      continue;
    }
    const word = normalized(okr.kindWord);
    if (!asked.has(word)) asked.set(word, okr.kindWord);
    const said = words?.get(word) ?? words?.get(okr.kindWord.toLowerCase());
    if (said && kinds.includes(said)) okr.kind = said;
    else if (doubtful.has(word)) unclear.push(okr);
    else {
      okr.kindDoubtful = true;
      troubles.add('kindUnknown', { row: okr.row, value: okr.kindWord });
    }
  }
  if (unclear.length > 0) hint(okrs, unclear);
  return [...asked.values()];
}

/** What hangs from something and has nothing below it measures; the rest is measured. */
function hint(okrs: readonly Okr[], unclear: readonly Okr[]): void {
  const nodes = new Map([...walk(treeOf({ okrs }))].map((node) => [node.okr, node]));
  for (const okr of unclear) {
    const node = nodes.get(okr);
    okr.kind = node?.parent && node.children.length === 0 ? 'keyResult' : 'objective';
    okr.kindDoubtful = true;
  }
}
