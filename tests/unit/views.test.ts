// @vitest-environment node
import { describe, expect, test } from 'vitest';
import { explorerUrl, keyOf } from '../../lib/goals/explorer-view.ts';
import { progressOf, readBatch } from '../../lib/views/batch.ts';
import { batchItems, type Known, viewItems } from '../../lib/views/known.ts';
import { readPasted } from '../../lib/views/pasted.ts';
import { readView, type View } from '../../lib/views/view.ts';
import { jobIn, noon, otherView, view } from './samples.ts';

describe('pasted addresses', () => {
  test('right ones count, each wrong one has its reason, duplicates are told', () => {
    const text = [
      explorerUrl(view),
      '',
      `  <${explorerUrl(otherView).toUpperCase().replace('HTTPS://GOALS.MICROSOFT.COM/ORG_UUID', 'https://goals.microsoft.com/org_uuid').replace('OBJECTIVE-EXPLORER?VIEWID', 'objective-explorer?viewId')}>,`,
      explorerUrl(view),
      'hello',
      'https://goals.microsoft.com/org_uuid/x/objective-explorer?viewId=1',
      `https://goals.microsoft.com/org_uuid/${view.goalsOrganizationId}/objective-explorer`,
      `https://goals.microsoft.com/org_uuid/${view.goalsOrganizationId}/objective-explorer?viewId=a/b`,
      `https://goals.microsoft.com.evil.example/org_uuid/${view.goalsOrganizationId}/objective-explorer?viewId=1`,
    ].join('\r\n');
    expect(readPasted(text, new Set())).toEqual({
      views: [view, otherView],
      duplicates: [view],
      wrong: [
        { line: 5, text: 'hello', reason: 'notExplorer' },
        { line: 6, text: expect.stringContaining('/x/'), reason: 'invalidOrganizationId' },
        { line: 7, text: expect.any(String), reason: 'viewNotSaved' },
        { line: 8, text: expect.any(String), reason: 'invalidViewId' },
        { line: 9, text: expect.stringContaining('evil'), reason: 'notExplorer' },
      ],
    });
  });

  const url = explorerUrl(view);
  test.each([
    `${url}.`,
    `(${url})`,
    `- ${url},`,
    `1. ${url}…`,
    `Board\t${url}\tMonday`,
    `[Board](${url})`,
    `“${url}”`,
    `Board: ${url}!`,
    `\ufeff\u200e${url}\u200b`,
    url.replace('?', '?tab=1&amp;'),
    `${url}#x`,
    `${url} ${url}`,
    `Board;${url};weekly`,
    `Board,${url},weekly`,
    `| ${url}| weekly |`,
  ])('whatever stands around it: %s', (line) => {
    expect(readPasted(line, new Set())).toMatchObject({ views: [view], wrong: [] });
  });

  test.each([
    `https://eur01.safelinks.protection.outlook.com/?url=${encodeURIComponent(url)}&data=05%7C02%7C&sdata=x%3D&reserved=0`,
    `<https://nam02.safelinks.protection.outlook.com/ap/t-59584e83/?url=${encodeURIComponent(url)}&amp;data=05>`,
    `https://statics.teams.cdn.office.net/evergreen-assets/safelinks/1/atp-safelinks.html?url=${encodeURIComponent(url)}&locale=en-us`,
  ])('as Outlook and Teams write it: %s', (line) => {
    expect(readPasted(line, new Set())).toMatchObject({ views: [view], wrong: [] });
  });

  test('two in a line are two; an address within another one is none', () => {
    expect(readPasted(`${url}\t${explorerUrl(otherView)}`, new Set()).views).toEqual([view, otherView]);
    expect(readPasted(`https://evil.example/?u=${url}`, new Set())).toMatchObject({
      views: [],
      wrong: [{ line: 1, reason: 'notExplorer' }],
    });
    const fake = `https://x.safelinks.protection.outlook.com.evil.example/?url=${encodeURIComponent(url)}`;
    expect(readPasted(fake, new Set()).views).toEqual([]);
  });

  test('what is there already is a duplicate; nothing is nothing; too many are told', () => {
    expect(readPasted(explorerUrl(view), new Set([keyOf(view)])).duplicates).toEqual([view]);
    expect(readPasted('\n \n', new Set())).toEqual({ views: [], duplicates: [], wrong: [] });
    const many = Array.from({ length: 502 }, (_, id) => explorerUrl({ ...view, explorerViewId: `${id}` }));
    const { views, wrong } = readPasted(many.join('\n'), new Set());
    expect(views).toHaveLength(500);
    expect(wrong.map(({ line, reason }) => [line, reason])).toEqual([
      [501, 'tooMany'],
      [502, 'tooMany'],
    ]);
    expect(readPasted('x'.repeat(5000), new Set()).wrong[0]?.text).toHaveLength(200);
  });
});

describe('records', () => {
  const known: View = { version: 1, ...view, source: 'pasted', addedAt: noon };
  const schedule = { rule: { every: 'day', at: '09:00' }, since: noon };

  test.each([
    undefined,
    7,
    {},
    { ...known, version: 2 },
    { ...known, explorerViewId: '../x' },
    { ...known, source: 'toString' },
    { ...known, addedAt: 'x' },
    { ...known, schedule: { ...schedule, rule: { every: 'day' } } },
  ])('%j can’t be read', (value) => expect(readView(value)).toBeUndefined());

  test('what can be read is; what can’t stays as it is', () => {
    const read = readView({
      ...known,
      schedule: { ...schedule, last: { at: noon, date: '2026-11-23' }, missed: 2 },
    });
    expect(read).toMatchObject({ schedule: { missed: 2, last: { at: noon } } });
    const stored = { views: { later: { version: 9 }, [keyOf(view)]: known }, batches: { odd: 7 } };
    const of: Known = { views: [known], batches: [], stored };
    expect(viewItems(of, [], [keyOf(view)])).toEqual({ views: { later: { version: 9 } } });
    const batch = {
      version: 1,
      id: 'b',
      startedAt: noon,
      by: 'user',
      items: [{ view, jobId: '1' }],
    } as const;
    expect(readBatch(batch)).toBe(batch);
    expect(readBatch({ ...batch, items: [{ view: {}, jobId: '1' }] })).toBeUndefined();
    expect(batchItems(of, { ...batch, items: [...batch.items] })).toMatchObject({
      batches: { odd: 7, b: batch },
    });
  });

  test('a batch’s progress follows from its exports', () => {
    const jobs = [jobIn('done', { id: 'a' }), jobIn('failed', { id: 'b' }), jobIn('ready', { id: 'c' })];
    const items = ['a', 'b', 'c', 'removed'].map((jobId) => ({ view, jobId, begun: true as const }));
    const batch = { version: 1, id: 'x', startedAt: noon, by: 'user' } as const;
    const jobOf = (id: string) => jobs.find((job) => job.id === id);
    expect(progressOf({ ...batch, items: [...items, { view, jobId: 'd' }] }, jobOf)).toEqual({
      total: 5,
      done: 1,
      failed: 2,
      running: 1,
      waiting: 1,
    });
  });
});
