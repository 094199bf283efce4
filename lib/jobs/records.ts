import { type Fields, isNumber, isObject, isText } from '../data/data.ts';
import { isExplorerView } from '../goals/explorer-view.ts';
import { problemKinds } from '../problems/problems.ts';
import { isEnded, type Job, type Phase, phases } from './job.ts';
import { toVersion3 } from './record-2.ts';
import { ends } from './wait.ts';

/** Why a record can't be used: a newer version of the extension wrote it, or nobody knows who did. */
export type Unreadable = 'newer' | 'broken';

/** The exports that can be read, newest first, and the keys of the records that can't be. */
export interface Records {
  jobs: Job[];
  unreadable: Record<Unreadable, string[]>;
}

/** The present shape's number; what each earlier one needs to become the next. Read from top to bottom. */
const version = 3;
const migrations: Record<number, (record: Fields) => Fields> = {
  1: (record) => ({ ...record, version: 2, waited: 0, events: [] }),
  2: toVersion3,
};

type Check = (value: unknown) => boolean;
const maybe =
  (check: Check): Check =>
  (value) =>
    value === undefined || check(value);
const isPhase: Check = (value) => phases.includes(value as Phase);
const isProblem: Check = (value) =>
  isObject(value) &&
  isText(value.code) &&
  Object.hasOwn(problemKinds, value.code) &&
  isNumber(value.at) &&
  maybe(isNumber)(value.retryAt) &&
  maybe(isText)(value.value) &&
  maybe(isObject)(value.details);
const isWait: Check = (value) =>
  isObject(value) &&
  isText(value.for) &&
  maybe(isNumber)(value.until) &&
  maybe(isNumber)(value.notBefore) &&
  maybe(isProblem)(value.problem);

/** What has to hold for the rest of the code to work with a record. Unknown fields are left as they are. */
const checks: { [K in keyof Job]-?: Check } = {
  version: (value) => value === version,
  id: (value) => isText(value) && value !== '',
  view: isExplorerView,
  title: maybe(isText),
  account: maybe((value) => isObject(value) && isText(value.homeAccountId) && isText(value.username)),
  phase: isPhase,
  exportJobId: maybe(isText),
  status: maybe(isText),
  joined: maybe((value) => value === true),
  requestedAt: isNumber,
  updatedAt: isNumber,
  wait: maybe(isWait),
  postedAt: maybe(isNumber),
  waited: isNumber,
  polls: isNumber,
  failures: isNumber,
  problem: maybe(isProblem),
  failedIn: maybe(isPhase),
  expiresAt: maybe(isNumber),
  file: maybe((value) => isObject(value) && isText(value.name) && isNumber(value.bytes)),
  agreedHost: maybe(isText),
  noCopy: maybe(isText),
  events: (value) => Array.isArray(value) && value.every((event) => isObject(event) && isNumber(event.at)),
};

/** Made once: a page reads two hundred records before it shows anything. */
const checkedFields = Object.entries(checks);

/**
 * Reads the record of an export as this version or an earlier one wrote it.
 * @returns why it can't be, where it can't: such a record stays where it is, as it is
 */
export function readRecord(stored: unknown): Job | Unreadable {
  let record: unknown = stored;
  for (let at = versionOf(record); at !== version; at = versionOf(record)) {
    if (at === undefined) return 'broken';
    const migrate = migrations[at];
    if (!migrate) return at > version ? 'newer' : 'broken';
    record = migrate(record as Fields);
  }
  const known = record as Fields;
  if (!checkedFields.every(([name, check]) => check(known[name]))) return 'broken';
  const { phase, wait } = known as unknown as Job;
  return isEnded(phase) || (wait && ends(wait)) ? (record as Job) : 'broken';
}

const versionOf = (record: unknown): number | undefined =>
  isObject(record) && Number.isInteger(record.version) ? (record.version as number) : undefined;
