/* Plain data: what is stored, sent, or handed out by others. */

export type Fields = Record<string, unknown>;

export const isObject = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The fields of whatever is stored somewhere; of what is no object, none. */
export const fieldsOf = (value: unknown): Fields => (isObject(value) ? value : {});

export const isText = (value: unknown): value is string => typeof value === 'string';

/** A number that can be reckoned with; every time (epoch ms) is one. */
export const isNumber = (value: unknown): value is number => Number.isFinite(value);

/** What a record has under a stranger's word, which may be one that every object has something under: `constructor`. */
export const ownOf = <T>(record: Readonly<Record<string, T>> | undefined, word = ''): T | undefined =>
  record && Object.hasOwn(record, word) ? record[word] : undefined;

/** What a text holds as JSON; undefined where it is none. */
export function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

type Optional<T> = { [K in keyof T]: undefined extends T[K] ? K : never }[keyof T];
type Defined<T> = Omit<T, Optional<T>> & { [K in Optional<T>]?: Exclude<T[K], undefined> };

/** An object without its fields that are undefined: so records stay small, and what is laid over others hides nothing. */
export const defined = <const T extends object>(fields: T): Defined<T> =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Defined<T>;
