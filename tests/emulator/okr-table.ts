import { createHash } from 'node:crypto';

/** What an export is made of; the same options always give the same bytes. */
export interface OkrTableOptions {
  rows: number;
  /** Exact size of the file, instead of `rows`. */
  bytes?: number;
  seed: string;
}

const columns = [
  ['Objective ID', 'Title', 'Type', 'Parent ID', 'Parent title', 'Owner', 'Owner e-mail', 'Team'],
  [
    'Time period',
    'Start date',
    'Due date',
    'Progress (%)',
    'Status',
    'Metric',
    'Metric start',
    'Metric target',
  ],
  ['Metric current', 'Last check-in', 'Check-in note', 'Tags', 'Created by', 'Last modified'],
].flat();

const objectives = [
  'Become the first choice of mid-sized manufacturers',
  'Make onboarding feel effortless',
  'Qualität spürbar erhöhen, ohne langsamer zu werden',
  '顧客満足度で業界一位になる',
  'تحسين تجربة العملاء في جميع القنوات',
  'Réduire l’empreinte carbone de nos sites',
  'Ship "Aurora", the platform that everybody builds on',
  'Grow a team where people stay 🌱',
];
const keyResults = [
  'Raise net promoter score from 31 to 45',
  'Median response time below 200 ms, p99 below 1 s',
  'Kundenzufriedenheit (CSAT) ≥ 92 %',
  '解約率を月次1.5%未満に抑える',
  'خفض وقت الاستجابة إلى أقل من ساعتين',
  'Close 12 enterprise deals; 3 of them in new markets',
  '+15 % organic traffic',
  '-20 % support tickets per customer',
];
const initiatives = [
  'Roll out the new design system',
  '=SUM(Q1:Q4) dashboard for the leadership team',
  '@everyone training on data protection',
  'Straßentest in München, Köln & Düsseldorf',
  '新しい料金プランの検証',
  'إطلاق بوابة الخدمة الذاتية',
  'Migrate the last 3 services, then switch off the old cluster 🔌',
];
const owners = [
  ['Alice Ångström', 'alice'],
  ['Bob Bauer', 'bob'],
  ['Jürgen Groß', 'juergen'],
  ['山田 太郎', 'yamada'],
  ['ليلى حداد', 'layla'],
  ["Siobhán O'Brien", 'siobhan'],
  ['Łukasz Żółć', 'lukasz'],
  ['Zoë Van der Berg, PhD', 'zoe'],
] as const;
const teams = ['Product', 'Sales, EMEA', 'Marketing', 'Engineering / Platform', 'People & Culture', '営業部'];
const periods = [
  ['Q1 2025', '2025-01-01', '2025-03-31'],
  ['Q2 2025', '2025-04-01', '2025-06-30'],
  ['Q3 2025', '2025-07-01', '2025-09-30'],
  ['Annual 2025', '2025-01-01', '2025-12-31'],
] as const;
const statuses = ['On track', 'Behind', 'At risk', 'Not started', 'Closed'];
const metrics = ['%', 'number', '€', 'USD', 'hours', ''];
const tags = ['', 'company', 'growth; 2025', 'board, quarterly', 'top-10', 'möbel;küche'];
const notes = [
  '',
  'Steady.',
  'Two customers moved to Q4.\r\nNext step: call on Monday.',
  'She said: "we need it by May", so we re-planned.',
  '- blocked by legal\r\n- waiting for the new contract',
  '進捗は順調です。\n次回は9月に確認します。',
  'تم إنجاز ٧٠٪ من العمل',
  '+1 from the board; see https://contoso.com/okr?a=1&b=2',
  'Done 🎉, thanks to "everyone" who helped\r\n\r\n(see minutes)',
];

/** A small, fast generator of numbers that look random (mulberry32). */
function numbers(seed: string): (below: number) => number {
  let state = createHash('sha256').update(seed).digest().readUInt32LE(0);
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

/** A cell as RFC 4180 wants it: in quotes only where it has to be. */
const cell = (value: string): string => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
const line = (cells: string[]): string => `${cells.map(cell).join(',')}\r\n`;
const two = (value: number): string => String(value).padStart(2, '0');

interface Parent {
  id: string;
  title: string;
}

function* lines(seed: string): Generator<string> {
  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  yield `\uFEFF${line(columns)}`;
  let objective: Parent | undefined;
  let keyResult: Parent | undefined;
  for (let index = 1; ; index++) {
    const kind = !objective ? 0 : !keyResult ? 1 : next(5) === 0 ? 0 : next(3) === 0 ? 2 : 1;
    const parent = kind === 2 ? keyResult : kind === 1 ? objective : undefined;
    const title = pick([objectives, keyResults, initiatives][kind] ?? objectives);
    const id = String(100_000 + index);
    if (kind === 0) [objective, keyResult] = [{ id, title }, undefined];
    if (kind === 1) keyResult = { id, title };
    const [owner, mail] = pick(owners);
    const [period, start, due] = pick(periods);
    const target = 10 + next(990);
    const status = pick(statuses);
    const progress = status === 'Not started' ? 0 : status === 'Closed' ? 100 : next(101);
    yield line([
      id,
      title,
      ['Objective', 'Key result', 'Initiative'][kind] ?? '',
      parent?.id ?? '',
      parent?.title ?? '',
      owner,
      `${mail}@contoso.com`,
      pick(teams),
      period,
      start,
      due,
      `${progress}`,
      status,
      pick(metrics),
      '0',
      `${target}`,
      `${((target * progress) / 100).toFixed(1)}`,
      `2025-${two(1 + next(12))}-${two(1 + next(28))}T${two(next(24))}:${two(next(60))}:00Z`,
      pick(notes),
      pick(tags),
      pick(owners)[0],
      `2025-${two(1 + next(12))}-${two(1 + next(28))}`,
    ]);
  }
}

const chunkBytes = 64 * 1024;

/** The file in pieces of some 64 kB. */
export function* okrTable({ rows, bytes, seed }: OkrTableOptions): Generator<Buffer> {
  let text = '';
  let size = 0;
  let left = rows + 1;
  for (const row of lines(seed)) {
    if (bytes === undefined) {
      if (left-- === 0) break;
    } else {
      const length = Buffer.byteLength(row);
      if (size + length > bytes) break;
      size += length;
    }
    text += row;
    if (text.length >= chunkBytes) {
      yield Buffer.from(text);
      text = '';
    }
  }
  // The last row of a file of exact size is as long as it has to be.
  if (bytes !== undefined && size < bytes) text += lastRow(bytes - size);
  if (text) yield Buffer.from(text);
}

function lastRow(length: number): string {
  if (length < 3) return '\r\n'.slice(-length);
  return `${'x'.repeat(length - 2)}\r\n`;
}

/** Size of the file, bytes, and its SHA-256 in hex; without holding it. */
export function measureTable(options: OkrTableOptions): { bytes: number; sha256: string } {
  const hash = createHash('sha256');
  let bytes = 0;
  for (const chunk of okrTable(options)) {
    hash.update(chunk);
    bytes += chunk.length;
  }
  return { bytes, sha256: hash.digest('hex') };
}
