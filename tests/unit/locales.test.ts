// @vitest-environment node

import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { todoOf } from '../../components/problem-texts.ts';
import { states as filterStates } from '../../entrypoints/export-history/filter.ts';
import { statuses } from '../../lib/jobs/status.ts';
import { changeKinds } from '../../lib/okr/compare.ts';
import { kinds, statuses as okrStatuses } from '../../lib/okr/model.ts';
import { doubtCodes, unreadableCodes } from '../../lib/okr/trouble.ts';
import { doubtKinds } from '../../lib/okr/write/other-tools.ts';
import { toolTargets } from '../../lib/okr/write/templates.ts';
import { type ProblemCode, problemKinds } from '../../lib/problems/problems.ts';
import { changeKey, facetKey } from '../../lib/report/labels.ts';
import { facets, knownColumns, presets } from '../../lib/report/protocol.ts';
import { settingKeys, settingOf } from '../../lib/settings/catalogue.ts';
import messages from '../../public/_locales/en/messages.json' with { type: 'json' };
import type { Texts } from '../../scripts/texts.ts';

const entries = Object.entries(messages as Texts);
const keys = entries.map(([key]) => key);

const sources = ['components', 'entrypoints', 'lib']
  .flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((file) => `${folder}/${file}`),
  )
  .filter((file) => /\.tsx?$/.test(file))
  .concat('wxt.config.ts');
const code = sources.map((file) => readFileSync(file, 'utf8')).join('\n');

/** Keys that are put together when they are asked for. */
const composed = [
  ...Object.keys(problemKinds).flatMap((code) =>
    ['title', 'happened'].map((part) => `problem_${code}_${part}`),
  ),
  ...(Object.keys(problemKinds) as ProblemCode[]).map(todoOf),
  ...statuses.map((status) => `status_${status}`),
  ...settingKeys.flatMap((key) => [`setting_${key}`, `setting_${key}_hint`]),
  ...settingKeys
    .filter((key) => settingOf(key).needs)
    .flatMap((key) => [`setting_${key}_missing`, `setting_${key}_allow`]),
  ...['done', 'failed', 'paused'].flatMap((news) => [`notify_${news}`, `notify_${news}_todo`]),
  ...filterStates.filter((state) => state !== 'done').map((state) => `history_state_${state}`),
];
const report = [
  ...okrStatuses.map((status) => `report_status_${status}`),
  ...kinds.map((kind) => `report_kind_${kind}`),
  ...changeKinds.map(changeKey),
  ...presets.map((preset) => `report_preset_${preset}`),
  ...knownColumns.map((column) => `report_column_${column}`),
  ...facets.map(facetKey),
  ...['aspirational', 'committed', 'company', 'individual'].map((one) => `report_goal_${one}`),
  'report_kind_project',
  ...['team', 'owner', 'period', 'pace'].map((one) => `report_chart_${one}`),
  ...['onTrack', 'behind', 'atRisk'].map((one) => `report_pace_${one}`),
  ...['export', 'checkIns', 'today'].map((one) => `report_asOf_${one}`),
  ...['tree', 'table'].map((one) => `report_shape_${one}`),
  ...['added', 'gone', 'changed'].map((one) => `report_change_${one}`),
  ...[...unreadableCodes, ...doubtCodes].map((code) => `trouble_${code}`),
  ...['never', 'day', 'workday', 'week', 'month'].map((every) => `views_often_${every}`),
  ...['notExplorer', 'tooMany'].map((reason) => `views_wrong_${reason}`),
  ...toolTargets.map((target) => `report_prepare_target_${target}`),
  ...doubtKinds.map((kind) => `report_prepare_doubt_${kind}`),
  ...['nothing', 'outline', 'rowId', 'parentRowIds', 'ownerEmails', 'weight'].map(
    (source) => `report_prepare_source_${source}`,
  ),
];
composed.push(...report);
const written = [
  ...code.matchAll(/\bt\(\s*'(\w+)'/g),
  ...code.matchAll(/__MSG_(\w+?)__/g),
  ...code.matchAll(/\b(?:label|hint)(?:=|: )["'](\w+)["']/g),
].map(([, key]) => key ?? '');

test('the code was found', () => {
  expect(sources.length).toBeGreaterThan(50);
  expect(written.length).toBeGreaterThan(40);
});

test('every key that the code asks for exists', () => {
  expect([...composed, ...written].filter((key) => !keys.includes(key))).toEqual([]);
});

test('what several problems say the same to do is one text', () => {
  const texts: string[] = [...new Set((Object.keys(problemKinds) as ProblemCode[]).map(todoOf))]
    .map((key) => messages[key].message)
    .sort();
  expect(texts.filter((text, index) => text === texts[index - 1])).toEqual([]);
});

test('where what happened can’t be told without its value, as on the page, a problem has a to-do of its own', () => {
  const codes = (Object.keys(problemKinds) as ProblemCode[]).filter((code) =>
    messages[`problem_${code}_happened`].message.includes('$'),
  );
  expect(codes.map(todoOf)).toEqual(codes.map((code) => `problem_${code}_todo`));
});

test('between texts stands no English punctuation: `named`, `sentences` and `dayAndTime` have each language’s own', () => {
  expect(code.match(/\{'[.,:;] '\}|\bt\([^`]*?\)\}[.,:;] \$\{|\}[.,:;] \$\{t\(/g)).toBeNull();
});

test('no key is left over', () => {
  const named = new Set([...composed, ...written, ...[...code.matchAll(/'(\w+)'/g)].map(([, key]) => key)]);
  expect(keys.filter((key) => !named.has(key))).toEqual([]);
});

describe.each(entries)('%s', (key, { message, placeholders = {} }) => {
  test('has a text, and every placeholder in it is defined and used', () => {
    expect(message.trim()).toBe(message);
    expect(message).not.toBe('');
    const used = [...message.matchAll(/\$(\w+)\$/g)].map(([, name]) => name?.toLowerCase());
    expect([...new Set(used)].sort()).toEqual(Object.keys(placeholders).sort());
    expect(message.replace(/\$\w+\$/g, '')).not.toContain('$');
    for (const { content } of Object.values(placeholders)) expect(content).toMatch(/^\$[1-9]$/);
  });

  test('is given the values that it needs', () => {
    const needed = Math.max(0, ...Object.values(placeholders).map(({ content }) => Number(content.slice(1))));
    // The value and the time of the next try.
    if (/^notify_(done|failed|paused)$/.test(key)) return expect(needed).toBe(1);
    if (key.startsWith('report_asOf_')) return expect(needed).toBe(1);
    if (/^(?:problem|trouble)_/.test(key)) return expect(needed).toBeLessThanOrEqual(2);
    if (needed > 0) expect(code).toMatch(new RegExp(`'${key}'[^;)]{0,40}?,`));
  });
});

test('Chrome’s limits: the name is at most 75 characters long, the short one 12, the description 132', () => {
  const { extensionName, exportView, extensionDescription } = messages;
  expect(extensionName.message.length).toBeLessThanOrEqual(75);
  expect(exportView.message.length).toBeLessThanOrEqual(12);
  expect(extensionDescription.message.length).toBeLessThanOrEqual(132);
});
