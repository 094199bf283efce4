/** Characters of a short name; what differs may make it longer. */
const most = 32;
/** Of what is cut out of a long name so much stays at its start and end. */
const ends = 8;

/** Names for a narrow list: of a long one its start, its end, and in between what tells it from the others stay. */
export function shortNames(names: readonly string[]): string[] {
  return names.map((name) => {
    const others = names.filter((other) => other !== name);
    if (name.length <= most) return name;
    const from = Math.max(0, ...others.map((other) => alike(name, other)));
    const upTo = name.length - Math.max(0, ...others.map((other) => alike(reversed(name), reversed(other))));
    const [begin, end] = widened(name, Math.min(from, upTo), Math.max(from, upTo));
    if (end - begin > most - ends) return `${name.slice(0, most - ends)}…${name.slice(-ends)}`;
    const left = Math.max(0, begin - Math.max(0, most - (end - begin) - 2 * ends));
    const head = left > ends + 1 ? `${name.slice(0, ends)}…${name.slice(left, end)}` : name.slice(0, end);
    return head + (name.length - end > ends + 1 ? `…${name.slice(-ends)}` : name.slice(end));
  });
}

/** A whole word, or number, is read more easily; unless it is a long one. */
function widened(name: string, from: number, upTo: number): [begin: number, end: number] {
  const begin = name.slice(0, from).search(/[\p{L}\p{N}]*$/u);
  const end = upTo + (/^[\p{L}\p{N}]*/u.exec(name.slice(upTo))?.[0].length ?? 0);
  return [Math.max(begin, from - ends), Math.min(end, upTo + ends)];
}

function alike(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

const reversed = (text: string): string => [...text].reverse().join('');
