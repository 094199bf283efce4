import type { Field, Kind, Status, StatusWord } from './model.ts';

/*
 * The closed lists of words that Viva Goals knew for kinds and statuses, and the headers of its exports.
 */

const ascii = /^[ -~]*$/;

/** One spelling: lower case, one space, no marks between, none that nobody sees, nor what makes a sign a coloured one. */
export const normalized = (word: string): string =>
  (ascii.test(word) ? word : word.normalize('NFKC').replace(/\p{Cf}|\ufe0e|\ufe0f/gu, ''))
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
  ['kr', 'keyResult'],
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
export const kindOf = (word: string): Kind | undefined => {
  const one = normalized(word);
  return kindWords.get(one) ?? kindWords.get(one.replace(/s$/, '')) ?? learned.kinds.get(one);
};

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
  const known = exactWords.get(word) ?? statusOfOther(word);
  return known ? { word, known } : { word };
}

/** In another language, or with a sign beside it. */
function statusOfOther(word: string): Status | undefined {
  const one = normalized(word).replace(/^[^\p{L}]+|[^\p{L}\p{M}]+$/gu, '');
  return statusWords.get(one) ?? learned.statuses.get(one);
}

/** Words of other languages, once a file has asked for them: headers, statuses and kinds. */
export interface Words {
  headers: Map<string, Field | 'checkIns'>;
  statuses: Map<string, Status>;
  kinds: Map<string, Kind>;
}
const learned: Words = { headers: new Map(), statuses: new Map(), kinds: new Map() };

/** For those who read no files: what those who do have learned. */
export const learnedWords = (): Words | undefined => (learned.headers.size > 0 ? learned : undefined);

/** A word that means two things means none. */
export function learn(words: Words): void {
  for (const what of ['headers', 'statuses', 'kinds'] as const) {
    const known = learned[what] as Map<string, unknown>;
    for (const [word, meant] of words[what]) {
      const one = normalized(word);
      known.set(one, !known.has(one) || known.get(one) === meant ? meant : undefined);
    }
  }
}

/** The headers observed; `Checkins` begins the tail. */
const headers: Record<string, Field | 'checkIns'> = Object.assign(Object.create(null), {
  id: 'id',
  'okr id': 'id',
  'objective id': 'id',
  title: 'title',
  'okr title': 'title',
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
  due: 'endDate',
  description: 'description',
  'aligned to (weight, objective id)': 'alignedTo',
  'aligned to': 'alignedTo',
  'metric name': 'metricName',
  unit: 'unit',
  start: 'start',
  target: 'target',
  'object type': 'objectType',
  type: 'objectType',
  'goal type': 'goalType',
  'created at': 'createdAt',
  'last check in': 'lastCheckIn',
  'last checkin': 'lastCheckIn',
  progress: 'progress',
  'actual progress': 'current',
  'current value': 'current',
  'start value': 'start',
  'target value': 'target',
  status: 'status',
  'last check in note': 'lastNote',
  score: 'score',
  checkins: 'checkIns',
  'check ins': 'checkIns',
});

/** What a header says, whatever its case, spaces and marks: `Progress (%)`, `Owner(s)`, `StartDate`, `OKRs[Title]`. */
export function fieldOf(header: string): Field | 'checkIns' | undefined {
  const one = normalized(header);
  const found = headers[one] ?? learned.headers.get(one);
  if (found || !/[[(%*:]|[a-z][A-Z]|_pct$/.test(header)) return found;
  const apart = header.replace(/^.*\[(.*)\]$/, '$1').replace(/([a-z])([A-Z])/g, '$1 $2');
  const bare = normalized(apart.replace(/\(s\)|[(%)*:]|_pct$/gi, ' '));
  return headers[bare] ?? learned.headers.get(bare);
}

/** `Tag`, `Tag 2`, `Tag: Company`: tags in a column each. */
export const tagHeader = /^tags?(?:\s*[:#(.-]?\s*(.*?)\)?)?$/i;
