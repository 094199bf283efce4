import { type Fields, isObject } from '../data/data.ts';
import type { Person } from './model.ts';
import { parseNumber } from './numbers.ts';
import type { Trouble, TroubleCode } from './trouble.ts';
import { parseInstant } from './values.ts';

/** Where something stands, and whom to tell of it. */
export interface Place {
  record: Fields;
  /** From 1. */
  row: number;
  tell(code: TroubleCode, place: Pick<Trouble, 'row' | 'column' | 'value'>): void;
}

export const get = (record: Fields, key: string): unknown =>
  Object.hasOwn(record, key) ? record[key] : undefined;

export const stringOf = (value: unknown): string =>
  typeof value === 'string' ? value.trim() : typeof value === 'number' ? wordOf(value) : '';

/** With more digits than a number holds its last ones are others: then with the first ones and how many there were. */
const wordOf = (value: number): string =>
  Math.abs(value) > Number.MAX_SAFE_INTEGER ? value.toExponential(14) : String(value);

export const listOf = (value: unknown): unknown[] =>
  Array.isArray(value) ? value : value === null || value === undefined || value === '' ? [] : [value];

const namesOfNames = ['Name', 'Title', 'Tag Name', 'name', 'title', 'displayName'];

/** What names something: `{ID, Name}`, `{ID, Title}`, as other programs spell it, or the name alone. */
export function nameOf(value: unknown): string {
  if (!isObject(value)) return stringOf(value);
  for (const key of namesOfNames) {
    const name = stringOf(get(value, key));
    if (name) return name;
  }
  return '';
}

export const namesOf = (value: unknown): string[] => [...new Set(listOf(value).map(nameOf))].filter(Boolean);

export function instantOf({ record, row, tell }: Place, column: string): string | undefined {
  const text = stringOf(get(record, column));
  if (!text) return;
  const instant = parseInstant(text);
  if (!instant) tell('valueUnreadable', { row, column, value: text });
  return instant;
}

export const dayIn = (place: Place, column: string): string | undefined =>
  instantOf(place, column)?.slice(0, 10);

export function numberIn({ record, row, tell }: Place, column: string): number | undefined {
  const value = get(record, column);
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const text = stringOf(value);
  const number = text ? parseNumber(text) : undefined;
  if (number === undefined && value !== null && value !== undefined && value !== '')
    tell('valueUnreadable', { row, column, value: textOf(value) });
  return number;
}

/** Persons of an archive, with the address that `Users` has where a record lacks it. */
export function personsFrom(users: readonly unknown[]) {
  const byId = new Map<string, Person>();
  /** Each once: the same few are named in all records. */
  const met = new Map<string, Person>();
  const personOf = (value: unknown): Person | undefined => {
    const known = isObject(value) ? byId.get(stringOf(get(value, 'ID'))) : undefined;
    const name = nameOf(value) || known?.name;
    const email = (isObject(value) && stringOf(get(value, 'Email'))) || known?.email;
    if (!name && !email) return undefined;
    const key = `${name}\n${email}`;
    const person = met.get(key) ?? { name: name || (email as string), ...(email && { email }) };
    met.set(key, person);
    return person;
  };
  for (const user of users) {
    const person = personOf(user);
    if (isObject(user) && person) byId.set(stringOf(get(user, 'ID')), person);
  }
  return {
    all: [...byId.values()],
    personOf,
    personsOf: (value: unknown): Person[] => listOf(value).flatMap((one) => personOf(one) ?? []),
  };
}
export type Persons = ReturnType<typeof personsFrom>;

/** Nested no deeper than any file's own; a hostile one may nest for ever. */
const deepest = 5;

/** A value for reading: names of what has one, an alignment as the CSV of a view writes it, else keys and values. */
export function textOf(value: unknown, depth = 0): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object') return typeof value === 'number' ? wordOf(value) : String(value);
  if (depth >= deepest) return '…';
  const texts = (values: unknown[]) => values.map((one) => textOf(one, depth + 1)).filter(Boolean);
  if (Array.isArray(value)) return texts(value).join(value.some(hasWeight) ? '; ' : ', ');
  const record = value as Fields;
  if (hasWeight(record))
    return `${nameOf(record)}(weight: ${textOf(record.Weight, depth + 1)}, Id: ${textOf(record.ID, depth + 1)})`;
  return (
    nameOf(record) ||
    Object.entries(record)
      .map(([key, one]) => `${key}: ${textOf(one, depth + 1)}`)
      .join('; ')
  );
}

const hasWeight = (value: unknown): boolean => isObject(value) && Object.hasOwn(value, 'Weight');
