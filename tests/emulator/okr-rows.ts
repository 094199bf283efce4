import { createHash } from 'node:crypto';
import { type CheckIn, checkInCell, namedColumns, type OkrShape } from './okr-forms.ts';
import * as words from './okr-words.ts';

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

const two = (value: number): string => String(value).padStart(2, '0');

/** As the web app shows it: large numbers are rounded. */
const shown = (value: number, unit: string): string =>
  value >= 1000 ? `${(value / 1000).toFixed(2)} K` : `${value}${unit}`;

interface Parent {
  id: string;
  title: string;
}

const alignedTo = (parents: Parent[]): string =>
  parents
    .map(({ id, title }) => `${title}(weight: ${(100 / (parents.length + 1)).toFixed(2)}%, Id: ${id})`)
    .join(', ');

/** So many check-ins has the OKR that has most of them: the first, so that the header tells the truth of any length. */
const mostCheckIns = 6;

/**
 * The cells of a view, its header first, without end; the same seed and shape always give the same. Children come after
 * their parent; some have two parents, some none that the view holds.
 */
export function* okrRows(seed: string, shape: OkrShape = {}): Generator<string[]> {
  const { form = 'A', kinds = ['Objective', 'Key result', 'Initiative'] } = shape;
  const columns = namedColumns(shape, words.tags);
  yield [...columns, 'Checkins', ...Array.from({ length: mostCheckIns - 1 }, () => '')];

  const next = numbers(seed);
  const pick = <T>(list: readonly T[]): T => list[next(list.length)] as T;
  const time = () => `${two(next(24))}:${two(next(60))}:${two(next(60))} UTC`;
  const checkInsOf = (count: number, metric: string, unit: string): CheckIn[] =>
    // Newest first; two may fall on one day.
    Array.from({ length: count }, (_, back) => {
      const day = `2025-${two(11 - back)}-${two(1 + next(28))}`;
      const [user] = pick(words.owners);
      const value = shown(next(2000), unit);
      const said = { user, note: pick(words.notes), metric, status: pick(words.statuses), value };
      return { day, entered: `${day} ${time()}`, ...said };
    });

  let objective: Parent | undefined;
  let keyResult: Parent | undefined;
  for (let index = 1; ; index++) {
    const kind = !objective ? 0 : !keyResult ? 1 : next(5) === 0 ? 0 : next(3) === 0 ? 2 : 1;
    const parents = kind === 2 ? [keyResult] : kind === 1 ? [objective] : [];
    const title = pick([words.objectives, words.keyResults, words.initiatives][kind] ?? words.objectives);
    const id = String(2_200_000 + index);
    // Left out by the view's filter, or aligned to a second one.
    if (kind > 0 && next(12) === 0)
      parents.push({ id: String(1_900_000 + next(1000)), title: 'Elsewhere (2024)' });
    if (kind === 0) [objective, keyResult] = [{ id, title }, undefined];
    if (kind === 1) keyResult = { id, title };

    const [owner] = pick(words.owners);
    const [second] = pick(words.owners);
    const [period, start, due] = pick(words.periods);
    const metric = pick(words.metrics);
    const unit = next(2) ? '%' : '';
    const target = unit ? 100 : 10 + next(9990);
    const status = pick(words.statuses);
    const progress = status === 'Not Started' ? 0 : status === 'Closed' ? 100 : next(800) / 4;
    const checkIns = checkInsOf(index === 1 ? mostCheckIns : next(mostCheckIns), metric, unit);
    const tagged = words.tags.filter(() => next(4) === 0);
    const team = next(4) ? pick(words.teams) : '';
    const cells: Record<string, string> = {
      Id: id,
      Title: title,
      Tag: tagged.join('; '),
      Team: team && next(4) === 0 ? `${team}; ${pick(words.teams)}` : team,
      'OKR type': team ? 'Team' : 'Organization',
      'Type name': team,
      Creator: pick(words.owners)[0],
      Owner: next(5) === 0 ? `${owner}, ${second}` : owner,
      Period: period,
      'Start Date': start,
      'End Date': due,
      Description: next(3) ? '' : pick(words.notes),
      'Aligned To (weight, Objective ID)': alignedTo(parents.filter((parent) => parent !== undefined)),
      'Metric Name': metric,
      Unit: unit,
      Target: next(2) ? `${target}` : `${target}.0`,
      'Object Type': kinds[kind] ?? '',
      'Goal Type': next(3) ? 'Committed Goal' : 'Aspirational Goal',
      Start: '0',
      'Created At': `2024-12-${two(1 + next(28))} ${time()}`,
      'Last Check-in': checkIns[0]?.[form === 'C' ? 'entered' : 'day'] ?? '',
      'Progress %': String(progress),
      'Actual Progress': String((target * progress) / 100),
      Status: status,
      'Last Check-in Note': checkIns[0]?.note ?? '',
      Score: status === 'Closed' ? String(next(11) / 10) : '',
      ...Object.fromEntries(
        shape.tags === 'each' ? words.tags.map((tag) => [tag, tagged.includes(tag) ? tag : '']) : [],
      ),
    };
    const tail = checkIns.map((one) => checkInCell(form, one));
    const none = Array.from({ length: mostCheckIns - tail.length }, () => '');
    yield [...columns.map((column) => cells[column] ?? ''), ...tail, ...none];
  }
}
