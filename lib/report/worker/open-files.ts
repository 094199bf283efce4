import { type Kind, kinds, type Report } from '../../okr/model.ts';
import { type Reading as Read, readFiles } from '../../okr/read.ts';
import type { Trouble } from '../../okr/trouble.ts';
import type { Source } from '../protocol.ts';
import { stoodAt } from './as-of.ts';
import type { Job } from './engine.ts';
import { localeWords } from './locale-words.ts';
import { bytesOf, bytesOfAll } from './source-bytes.ts';
import { type Dated, newestFirst } from './time-order.ts';

/** One of the reports that are open. */
export interface OpenReport extends Dated {
  report: Report;
  /** What it was read from, all at once, and which of what was found there it is. */
  sources: Source[];
  nth: number;
  /** Of the export whose copy it is. */
  exportId?: string | undefined;
  /** It came to be compared with, and goes with the comparison. */
  guest?: boolean | undefined;
}

/** Reads files that were chosen together. @returns the newest first */
export async function readTogether(
  sources: Source[],
  words: [string, Kind][],
  job: Job,
): Promise<{ found: OpenReport[]; troubles: Trouble[] }> {
  const { reports, troubles } = await read(sources, words, job);
  const found = reports.map((report, nth): OpenReport => {
    const source = sourceOf(report, sources);
    return {
      report,
      sources,
      nth,
      modified: source && 'lastModified' in source ? source.lastModified : undefined,
      exportId: source && 'exportId' in source ? source.exportId : undefined,
    };
  });
  return { found: newestFirst(found), troubles };
}

/** Reads all anew, since words mean something else now; what can't be read any more stays as it was. */
export async function readAgain(open: OpenReport[], words: [string, Kind][], job: Job): Promise<Report[]> {
  const readings = new Map<Source[], Report[]>();
  for (const { sources } of open) {
    if (readings.has(sources)) continue;
    const { reports, troubles } = await read(sources, words, job);
    readings.set(sources, troubles.some(({ code }) => code === 'notRead') ? [] : reports);
  }
  return open.map(({ sources, nth, report }) => readings.get(sources)?.[nth] ?? report);
}

async function read(sources: Source[], words: [string, Kind][], job: Job): Promise<Read> {
  const known = words.filter(([, kind]) => kinds.includes(kind));
  const { files, lost } = await bytesOfAll(sources, job);
  const reading = await readFiles(files, {
    ...job,
    words: new Map(known),
    otherWords: localeWords,
  });
  // Of a copy it is known to the second, and what its view is called.
  for (const report of reading.reports) {
    const source = sourceOf(report, sources);
    if (source && 'takenAt' in source && source.takenAt !== undefined)
      Object.assign(report, { takenAt: source.takenAt, takenDay: undefined });
    if (source && 'view' in source && source.view) report.name = source.view;
  }
  return { ...reading, troubles: [...lost, ...reading.troubles] };
}

/** The file that a report is from; of a zip that one. Of several with one name its size tells. */
function sourceOf({ files: [file] }: Report, sources: Source[]): Source | undefined {
  const named = sources.filter(({ name }) => file?.name === name || file?.name.startsWith(`${name}/`));
  return named.find((source) => sizeOf(source) === file?.bytes) ?? named[0];
}

/** Files of one name and day get numbers, as a browser's downloads do: the next that is free. */
export function numberNames(open: readonly OpenReport[]): void {
  const taken = new Set<string>();
  for (const { report } of open) {
    const { day } = stoodAt(report);
    const own = report.name;
    for (let count = 2; taken.has(`${report.name}\n${day}`); count++) report.name = `${own} (${count})`;
    taken.add(`${report.name}\n${day}`);
  }
}

/** The very same that is open: by the export whose copy it is, else by name and bytes. */
export async function sameAs(
  sources: Source[],
  open: OpenReport[],
  job: Job,
): Promise<OpenReport | undefined> {
  const [source] = sources;
  if (!source || sources.length > 1) return undefined;
  const exportId = 'exportId' in source ? source.exportId : undefined;
  let bytes: Uint8Array | undefined;
  for (const one of open) {
    const [other] = one.sources;
    if (exportId && one.exportId) {
      // Two exports may well hold the same.
      if (exportId === one.exportId) return one;
      continue;
    }
    if (!other || one.sources.length > 1 || other.name !== source.name || sizeOf(other) !== sizeOf(source))
      continue;
    // What can't be read, or was changed since, is told when it is opened.
    const read = (one: Source) => bytesOf(one, job).catch(() => undefined);
    bytes ??= await read(source);
    const held = await read(other);
    if (held && bytes && equal(held, bytes)) return one;
  }
  return undefined;
}

const sizeOf = (source: Source): number =>
  'bytes' in source && source.bytes instanceof Uint8Array ? source.bytes.length : (source as File).size;

const equal = (one: Uint8Array, other: Uint8Array): boolean => one.every((byte, at) => byte === other[at]);
