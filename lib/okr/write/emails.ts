import { isObject } from '../../data/data.ts';
import { get, nameOf, stringOf } from '../archive-values.ts';
import { breathing } from '../breath.ts';
import { csvRows } from '../csv.ts';
import { parseJson } from '../damaged-json.ts';
import { limits } from '../limits.ts';
import { nameKey } from '../people.ts';
import { isXlsx, sheetsIn } from '../read-xlsx.ts';
import { contentOf, decodeText } from '../text.ts';
import { Troubles } from '../troubles.ts';
import { openZip, ZipError } from '../zip.ts';

const address = /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>"]+$/;
const mostRows = 200_000;
/** Headers of the column that is the name, whatever else stands in a row (a manager, a team). */
const nameHeader = /^(?:(?:display|full|user) ?)?name$|^owner$/i;

/**
 * Addresses out of a table that somebody brings (CSV, XLSX), or an organization's archive (`Users`, or all of it).
 * @returns by the name's `nameKey`; a name that two persons have is left out
 */
export async function readEmails(bytes: Uint8Array): Promise<Map<string, string>> {
  try {
    return byName(await claimsIn(bytes));
  } catch (error) {
    if (!(error instanceof ZipError || error instanceof RangeError)) throw error;
    return new Map();
  }
}

type Claim = [name: string, email: string];

/** What says whose an address is; of lists those that are more surely names first. */
async function claimsIn(bytes: Uint8Array): Promise<Claim[][]> {
  switch (contentOf(bytes)) {
    case 'json':
      return [personsIn(parseJson(decodeText(bytes).text, new Troubles('')))];
    case 'text': {
      const { text } = decodeText(bytes);
      return [mailboxesIn(text), ...columnsIn(csvTable(text))];
    }
    case 'zip': {
      const zip = openZip(bytes, { bytes: limits.unpackedBytes });
      const breath = breathing({});
      if (isXlsx(zip))
        return (await sheetsIn(zip, { troubles: new Troubles(''), breath })).flatMap(({ rows }) =>
          columnsIn(rows.map(({ cells }) => cells)),
        );
      const found: Claim[][] = [];
      for (const entry of zip.files.slice(0, limits.files))
        if (/\.json$/i.test(entry.name))
          found.push(...(await claimsIn(await zip.read(entry, limits.bytes, breath))));
      return [found.flat()];
    }
    default:
      return [];
  }
}

/** In archives, and in what Microsoft Graph tells of users. */
const emailKeys = ['Email', 'email', 'mail', 'userPrincipalName'];

/** Everybody who is named with an address, wherever that is. */
function personsIn(json: unknown): Claim[] {
  const found: Claim[] = [];
  const left = [json];
  while (left.length > 0) {
    const value = left.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isObject(value)) {
      const emails = emailKeys.map((key) => stringOf(get(value, key)));
      found.push([nameOf(value), emails.find((email) => address.test(email)) ?? '']);
    }
    for (const one of Object.values(value)) left.push(one);
  }
  return found.filter(([, email]) => email);
}

function csvTable(text: string): string[][] {
  const start = text.slice(0, 2000);
  const count = (mark: string) => start.split(mark).length;
  const delimiter = [',', ';', '\t', '|'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
  const rows: string[][] = [];
  for (const { cells } of csvRows(text, delimiter)) if (rows.push(cells) >= mostRows) break;
  return rows;
}

const mailbox = /(?<=^|>)[\s;,"]{0,20}([^<>\n\r]{1,200}?)["\s]{0,20}<(?:mailto:)?([^<>\s]{1,320})>/gim;

/** `Ann Doe <ann@contoso.com>; Bo Li <bo@contoso.com>`: as mail programs copy them. */
const mailboxesIn = (text: string): Claim[] =>
  text.includes('<')
    ? [...text.matchAll(mailbox)].flatMap(([, name = '', email = '']): Claim[] =>
        address.test(email) ? [[name, email]] : [],
      )
    : [];

/** Each row's first cell that is an address, and the texts beside it, column by column. */
function columnsIn(rows: readonly (readonly string[])[]): Claim[][] {
  const named = (rows[0] ?? []).findIndex((cell) => nameHeader.test(cell.trim()));
  const columns: Claim[][] = [[], [], [], []];
  for (const row of rows) {
    const cells = row.slice(0, 100).map((cell) => cell.trim().replace(/^mailto:/i, ''));
    for (const cell of cells) columns[0]?.push(...mailboxesIn(cell));
    const email = cells.find((cell) => address.test(cell));
    if (!email) continue;
    const name = cells[named];
    if (name) columns[1]?.push([name, email]);
    const names = cells.filter((cell) => cell && !cell.includes('@'));
    // First name and last name may stand in a cell each, either first.
    const [first = '', second = ''] = names;
    columns[2]?.push([`${first} ${second}`, email]);
    columns[3]?.push([`${second} ${first}`, email]);
    for (const [at, cell] of cells.entries()) {
      columns[at + 4] ??= [];
      if (!cell.includes('@')) columns[at + 4]?.push([cell, email]);
    }
  }
  return columns;
}

/** A name that an earlier list knows is that person's; one with two addresses in one list is nobody's. */
function byName(lists: readonly Claim[][]): Map<string, string> {
  const found = new Map<string, string | undefined>();
  for (const list of lists) {
    const here = new Map<string, string | undefined>();
    for (const [name, email] of list) {
      const key = nameKey(name);
      if (!key || found.has(key)) continue;
      const other = here.get(key);
      here.set(key, here.has(key) && other?.toLowerCase() !== email.toLowerCase() ? undefined : email);
    }
    for (const [key, email] of here) found.set(key, email);
  }
  return new Map([...found].flatMap(([key, email]) => (email ? [[key, email]] : [])));
}
