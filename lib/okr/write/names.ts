/** `A`, `Z`, `AA`, … */
export function columnName(at: number): string {
  let name = '';
  for (let left = at + 1; left > 0; left = Math.floor((left - 1) / 26))
    name = String.fromCharCode(65 + ((left - 1) % 26)) + name;
  return name;
}

/** `AB12` → 27. */
export function columnOf(reference: string): number | undefined {
  const letters = /^\$?([A-Z]{1,4})(?:\$?\d|$)/i.exec(reference)?.[1]?.toUpperCase();
  if (!letters) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Names that a spreadsheet takes: at most 31 characters, none of seven, no two alike. */
export function sheetNames(wanted: readonly string[]): string[] {
  const taken = new Set<string>();
  return wanted.map((name) => {
    const plain =
      name
        .replace(/[\\/?*[\]:\p{Cc}]/gu, ' ')
        .replace(/^'+|'+$/g, '')
        .trim() || 'Sheet';
    // "History" is a name of Excel's own.
    const own = plain.toLowerCase() === 'history' ? `${plain}_` : plain;
    let unique = cutTo(own, 31).trim() || 'Sheet';
    for (let time = 2; taken.has(unique.toLowerCase()); time++)
      unique = `${cutTo(plain, 27 - String(time).length).trim()} (${time})`;
    taken.add(unique.toLowerCase());
    return unique;
  });
}

const cutTo = (text: string, length: number): string => text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
