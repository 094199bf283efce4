import type { Field, Kind, Status, StatusWord } from './model.ts';

/*
 * The closed lists of words that Viva Goals knew for kinds and statuses, and the headers of its exports.
 */

/** One spelling: lower case, one space, no marks between. */
export const normalized = (word: string): string =>
  word
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();

const kindWords = new Map<string, Kind>([
  ['objective', 'objective'],
  ['okr', 'objective'],
  ['theme', 'objective'],
  ['big rock', 'objective'],
  ['key result', 'keyResult'],
  ['keyresult', 'keyResult'],
  ['metric', 'keyResult'],
  ['result', 'keyResult'],
  ['initiative', 'initiative'],
  ['project', 'initiative'],
  ['to do', 'initiative'],
  ['deliverable', 'initiative'],
  ['milestone', 'initiative'],
  ['action', 'initiative'],
  ['kpi', 'kpi'],
]);

/** What a word of the file means; undefined where it says nothing by itself or nobody knows it. */
export const kindOf = (word: string): Kind | undefined => kindWords.get(normalized(word));

const statusWords = new Map<string, Status>([
  ['not started', 'notStarted'],
  ['notstarted', 'notStarted'],
  ['on track', 'onTrack'],
  ['ontrack', 'onTrack'],
  ['behind', 'behind'],
  ['at risk', 'atRisk'],
  ['atrisk', 'atRisk'],
  ['closed', 'closed'],
  ['postponed', 'postponed'],
  ['reopened', 'reopened'],
]);

/** As nearly every file has them. */
const exactWords = new Map<string, Status>([
  ['Not Started', 'notStarted'],
  ['On Track', 'onTrack'],
  ['Behind', 'behind'],
  ['At Risk', 'atRisk'],
  ['Closed', 'closed'],
  ['Postponed', 'postponed'],
]);

export function statusOf(text: string): StatusWord | undefined {
  const word = text.trim();
  if (!word) return;
  const known = exactWords.get(word) ?? statusWords.get(normalized(word));
  return known ? { word, known } : { word };
}

/** The headers observed; `Checkins` begins the tail. */
const headers: Record<string, Field | 'checkIns'> = Object.assign(Object.create(null), {
  id: 'id',
  title: 'title',
  team: 'team',
  teams: 'team',
  tag: 'tag',
  tags: 'tag',
  'okr type': 'okrType',
  'type name': 'typeName',
  creator: 'creator',
  owner: 'owner',
  owners: 'owner',
  period: 'period',
  'start date': 'startDate',
  'end date': 'endDate',
  'due date': 'endDate',
  description: 'description',
  'aligned to (weight, objective id)': 'alignedTo',
  'aligned to': 'alignedTo',
  'metric name': 'metricName',
  unit: 'unit',
  start: 'start',
  target: 'target',
  'object type': 'objectType',
  'goal type': 'goalType',
  'created at': 'createdAt',
  'last check in': 'lastCheckIn',
  'last checkin': 'lastCheckIn',
  'progress %': 'progress',
  'progress%': 'progress',
  progress: 'progress',
  'actual progress': 'current',
  status: 'status',
  'last check in note': 'lastNote',
  score: 'score',
  checkins: 'checkIns',
  'check ins': 'checkIns',
});

/** What a header says, whatever its case and spaces. */
export const fieldOf = (header: string): Field | 'checkIns' | undefined => headers[normalized(header)];

/** `Tag`, `Tag 2`, `Tag: Company`: tags in a column each. */
export const tagHeader = /^tags?(?:\s*[:#(.-]?\s*(.*?)\)?)?$/i;
