import { type ArchiveFile, readArchiveFile } from './archive-files.ts';
import type { Breath } from './breath.ts';
import { limits } from './limits.ts';
import type { Report } from './model.ts';
import { readCsv } from './read-csv.ts';
import { isXlsx, readXlsx } from './read-xlsx.ts';
import { type FileReading, reportOf } from './table.ts';
import { contentOf } from './text.ts';
import type { Trouble, TroubleCode } from './trouble.ts';
import { Troubles } from './troubles.ts';
import { type Budget, gunzip, openZip, type Zip, ZipError } from './zip.ts';

/** What belongs to one reading of several files. */
export interface Session extends Pick<FileReading, 'words' | 'learn'> {
  budget: Budget;
  /** Views, and the files of each archive, in the order of the files. */
  found: (Report | ArchiveFile[])[];
  /** Files of one archive: those of one zip, or all that are in none. */
  archives: Map<string, ArchiveFile[]>;
}

export const startSession = (words: Session['words'], learn: Session['learn']): Session => ({
  words,
  learn,
  budget: { bytes: limits.unpackedBytes },
  found: [],
  archives: new Map(),
});

interface Source {
  name: string;
  bytes: Uint8Array;
}

/** The zip that a file lies in, and how many zips deep that is. */
interface Within {
  zip: string;
  depth: number;
}

interface Outcome {
  /** Whether anything of it can be shown. */
  read: boolean;
  /** Of files that can't be shown; those of the others stand in their reports. */
  troubles: Trouble[];
}

/** Reads a file of any kind into the session. */
export async function readInto(
  session: Session,
  file: Source,
  breath: Breath,
  within: Within = { zip: '', depth: 0 },
): Promise<Outcome> {
  const troubles = new Troubles(file.name);
  try {
    const { words, learn } = session;
    const outcome = await readAny(session, file, { words, learn, troubles, breath }, within);
    return outcome ?? { read: false, troubles: troubles.list };
  } catch (error) {
    // Damaged in the whole; or this machine has no room for it.
    if (error instanceof ZipError) troubles.add(error.code);
    else if (error instanceof RangeError) troubles.add('tooBig');
    else throw error;
    return { read: false, troubles: troubles.list };
  }
}

/** @returns undefined where nothing can be shown; `troubles` says why */
async function readAny(
  session: Session,
  file: Source,
  reading: FileReading,
  within: Within,
): Promise<Outcome | undefined> {
  const { troubles, breath } = reading;
  if (file.bytes.length > limits.bytes) {
    troubles.add('tooBig');
    return;
  }
  switch (contentOf(file.bytes)) {
    case 'empty':
      troubles.add('empty');
      return;
    case 'text':
      return keep(session, await readCsv(file, reading));
    case 'json':
      return readJson(session, file, reading, within);
    case 'gzip': {
      if (within.depth >= limits.depth) {
        troubles.add('fileIgnored');
        return;
      }
      const bytes = await gunzip(file.bytes, session.budget, limits.bytes, breath);
      const unpacked = { name: file.name.replace(/\.gz$/i, ''), bytes };
      return readInto(session, unpacked, breath, { ...within, depth: within.depth + 1 });
    }
    case 'zip': {
      const zip = openZip(file.bytes, session.budget);
      if (zip.files.some((one) => otherSpreadsheet.test(one.name))) {
        troubles.add('otherSpreadsheet');
        return;
      }
      if (zip.cut && isXlsx(zip)) throw new ZipError('zipUnreadable');
      if (!isXlsx(zip)) return readZip(session, file.name, zip, breath, within);
      const { name, bytes } = file;
      const size = { name, bytes: bytes.length };
      let outcome: Outcome | undefined;
      for (const report of await readXlsx(size, zip, reading)) outcome = keep(session, report);
      return outcome;
    }
    default:
      troubles.add(isOldOffice(file.bytes) ? oldOfficeCode(file.bytes) : 'notAnExport');
      return;
  }
}

function keep(session: Session, report: Report | undefined): Outcome | undefined {
  if (!report) return;
  session.found.push(report);
  return { read: true, troubles: [] };
}

/** The files of an archive, or a table that a program has written as records. */
async function readJson(
  session: Session,
  file: Source,
  reading: FileReading,
  within: Within,
): Promise<Outcome | undefined> {
  const { files, table } = readArchiveFile(file, reading.troubles);
  let outcome: Outcome | undefined;
  for (const one of files) outcome = keepArchiveFile(session, one, within);
  if (!table) return outcome;
  await reading.learn();
  const { name, bytes } = file;
  const source = { name, bytes: bytes.length, kind: 'json' as const };
  return keep(session, await reportOf({ file: source, rows: table, usual: '.' }, reading));
}

function keepArchiveFile(session: Session, file: ArchiveFile, { zip }: Within): Outcome {
  const files = session.archives.get(zip);
  if (files) files.push(file);
  else {
    const first = [file];
    session.archives.set(zip, first);
    session.found.push(first);
  }
  return { read: true, troubles: [] };
}

/** Excel's older format, which also holds the newer one where that has a password. */
const isOldOffice = (bytes: Uint8Array): boolean =>
  [0xd0, 0xcf, 0x11, 0xe0].every((byte, i) => bytes[i] === byte);

const oldOfficeCode = (bytes: Uint8Array): TroubleCode =>
  new TextDecoder('utf-16le').decode(bytes).includes('EncryptedPackage')
    ? 'xlsxUnreadable'
    : 'otherSpreadsheet';

/** What OpenDocument, Numbers and Excel's binary workbooks have in their zips. */
const otherSpreadsheet = /^(?:content\.xml|Index\/\w+\.iwa|xl\/workbook\.bin)$/;

/** What systems leave in zips. */
const leftBehind = /(?:^|\/)(?:__MACOSX\/|\.|Thumbs\.db$|desktop\.ini$)/i;
/** In a zip such files are others', not broken ones. */
const othersCodes: readonly TroubleCode[] = ['notAnExport', 'noKnownColumns', 'empty'];

async function readZip(
  session: Session,
  name: string,
  zip: Zip,
  breath: Breath,
  { depth }: Within,
): Promise<Outcome> {
  const files = zip.files.filter((file) => !leftBehind.test(file.name));
  const told = (code: TroubleCode, file = name) => ({ file, code });
  const troubles: Trouble[] = files.length > limits.files ? [told('fileIgnored')] : [];
  if (zip.cut) troubles.push(told('zipUnreadable'));
  let read = false;
  for (const [i, entry] of files.slice(0, limits.files).entries()) {
    const inner = `${name}/${entry.name}`;
    const part: Breath = (share) => breath((i + share) / files.length);
    if (depth >= limits.depth) {
      troubles.push(told('fileIgnored', inner));
      continue;
    }
    try {
      const bytes = await zip.read(entry, limits.bytes, part);
      const outcome = await readInto(session, { name: inner, bytes }, part, { zip: name, depth: depth + 1 });
      read ||= outcome.read;
      const others = outcome.troubles.some(({ code }) => othersCodes.includes(code));
      troubles.push(...(others ? [told('fileIgnored', inner)] : outcome.troubles));
    } catch (error) {
      if (!(error instanceof ZipError)) throw error;
      troubles.push(told(error.code, inner));
    }
  }
  if (read) return { read, troubles };
  const broken = troubles.filter(({ code }) => code !== 'fileIgnored');
  if (broken.length === 0) return { read, troubles: [told('zipEmpty')] };
  // Protected: each of its files is, which says the same many times.
  if (broken.every(({ code }) => code === 'zipUnreadable'))
    return { read, troubles: [told('zipUnreadable')] };
  return { read, troubles: broken };
}
