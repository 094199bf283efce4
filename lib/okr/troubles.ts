import type { Trouble, TroubleCode } from './trouble.ts';

const placesTold = 20;
const mostValue = 200;

/** Collects what one file's reader has to tell; of each kind the first places and how many there are. */
export class Troubles {
  readonly list: Trouble[] = [];
  readonly #file: string;
  readonly #firsts = new Map<string, Trouble>();

  constructor(file: string) {
    this.#file = file;
  }

  add(code: TroubleCode, { row, column, value }: Pick<Trouble, 'row' | 'column' | 'value'> = {}): void {
    const key = `${code}\n${column ?? ''}`;
    const first = this.#firsts.get(key);
    const count = (first?.count ?? (first ? 1 : 0)) + 1;
    if (first) first.count = count;
    if (count > placesTold) return;
    const trouble: Trouble = { file: this.#file, code };
    if (row !== undefined) trouble.row = row;
    if (column !== undefined) trouble.column = column;
    if (value !== undefined)
      trouble.value = value.length > mostValue ? `${value.slice(0, mostValue)}…` : value;
    // Counted once, with the first.
    if (first) trouble.count = 0;
    else this.#firsts.set(key, trouble);
    this.list.push(trouble);
  }
}
