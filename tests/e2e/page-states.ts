import type { Page } from 'puppeteer-core';
import type { Job } from '../../lib/jobs/job.ts';
import type { ProblemCode } from '../../lib/problems/problems.ts';
import { account, jobIn, otherView, settings, view } from '../unit/samples.ts';
import { explorerUrl } from './world.ts';

/** One page of the extension as it stands with something stored. */
export interface PageState {
  page: 'popup' | 'options' | 'export-history' | 'views' | 'welcome' | 'report';
  state: string;
  /** `storage.local`; settings and account unless told otherwise. */
  stored?: Record<string, unknown>;
  jobs?: Job[];
  /** `storage.session`. */
  session?: Record<string, unknown>;
  /** The page of the tab that the popup is about. */
  tab?: string;
  /** What the organization has set. */
  policy?: object;
  /** What the user does then. */
  act?(page: Page): Promise<unknown>;
  /** It goes by no name, so it can be done in every language. */
  anyLanguage?: true;
}

const now = Date.now();
const minute = 60_000;
const recent = { requestedAt: now - 2 * minute, updatedAt: now - minute };
export const problem = (code: ProblemCode, more: object = {}) => ({
  code,
  at: now - minute,
  value: 'bob@contoso.com',
  details: { status: 400, requestId: 'a0c1f2f0-0000-4000-8000-000000000001', serviceMessage: 'no' },
  ...more,
});
const running = jobIn('following', {
  ...recent,
  status: 'running',
  wait: { for: 'poll', until: now + 60 * minute },
});
const later = now + 30 * minute;
const throttled: Job = {
  ...running,
  wait: { for: 'retryAfter', until: later, notBefore: later, problem: problem('throttled') },
};
const paused: Job = {
  ...running,
  expiresAt: now + 90 * minute,
  wait: { for: 'signIn', problem: problem('signInRequired') },
};
const withoutAccess: Job = {
  ...running,
  wait: { for: 'siteAccess', problem: problem('siteAccessMissing', { value: 'graph.microsoft.com' }) },
};
const failed = jobIn('failed', {
  ...recent,
  failedIn: 'following',
  problem: problem('organizationNotFound'),
});
export const done = jobIn('done', {
  ...recent,
  exportJobId: 'j!1',
  expiresAt: now + 1500 * minute,
  file: { name: '/downloads/OKR/Company OKRs 2026-11-23.csv', bytes: 1_400_000, downloadId: 3 },
});
const longTitle =
  'Unternehmensweite Objectives and Key Results für das dritte Quartal, mit allen Abteilungen '.repeat(2);
const longAccount = {
  ...account,
  username: 'maximiliane.von-und-zu-oberwiesenthal@research.department.contoso.onmicrosoft.com',
};
const longFile = {
  name: `/downloads/${'Bereichsübergreifende_Zielvereinbarungen_'.repeat(4)}.csv`,
  bytes: 1e9,
  downloadId: 4,
};
export const many = [
  running,
  { ...failed, id: '2', view: otherView, title: longTitle },
  { ...done, id: '3', view: otherView, title: 'Sales' },
  { ...jobIn('cancelled', recent), id: '4', view: otherView, title: 'Board' },
];
const { title: _title, ...withoutName } = done;
const unnamed = { ...withoutName, id: '7', view: { ...view, explorerViewId: 'f0e1d2c3-b4a5' } };
const explorer = explorerUrl(view);
const nothing = { settings: {}, account: undefined };

const listed = (id: number, more: object = {}) => ({
  version: 1,
  goalsOrganizationId: view.goalsOrganizationId,
  explorerViewId: `${48213 + id}`,
  source: 'pasted',
  addedAt: now,
  ...more,
});
const monday = (more: object = {}) => ({
  schedule: { rule: { every: 'week', at: '09:00', weekdays: [1] }, since: now, ...more },
});
const last = { at: now - 60 * minute, date: '2026-11-23' };
const listedViews = [
  listed(1, monday()),
  listed(2, { ...monday({ byPolicy: true }), source: 'policy' }),
  listed(3, {
    schedule: { rule: { every: 'month', at: '18:30', day: 'last' }, since: now, last, missed: 3 },
  }),
  listed(4, { schedule: { rule: { every: 'workday', at: '07:00' }, since: now, last, skipped: true } }),
  listed(5, { source: 'service' }),
  listed(6),
];
const namesOfListed = Object.fromEntries(
  ['Board report', 'Quarterly objectives of all teams', longTitle, 'Sales', 'الأهداف والنتائج الرئيسية'].map(
    (name, at) => [`${view.goalsOrganizationId}/${48214 + at}`, name],
  ),
);
const items = ['1', '2', '3'].map((jobId) => ({ view, jobId, begun: true }));
const batchOf = (more: object) => ({
  b: { version: 1, id: 'b', startedAt: now - 3 * minute, by: 'schedule', items, ...more },
});
const ended = {
  finishedAt: now,
  changes: { newlyAtRisk: 3, shown: { export: '1', before: '0' } },
};
export const viewsWith = (batches: object) => ({
  settings,
  account,
  installation: 'x',
  names: namesOfListed,
  views: Object.fromEntries(
    listedViews.map((one) => [`${one.goalsOrganizationId}/${one.explorerViewId}`, one]),
  ),
  batches,
});
const workbook = { made: 1, saved: true, missing: ['Sales'], file: { name: '/d/Views.xlsx', bytes: 1 } };
const ofBatch = [
  { ...done, id: '1' },
  { ...failed, id: '2' },
  { ...done, id: '3', view: otherView, title: 'Sales' },
];

/** Every page in every state that differs in more than words. */
export const pageStates: PageState[] = [
  { page: 'popup', state: 'another page', tab: 'https://goals.microsoft.com/home' },
  { page: 'popup', state: 'set-up needed', tab: explorer, stored: nothing },
  { page: 'popup', state: 'ready', tab: explorer },
  { page: 'popup', state: 'nobody signed in', tab: explorer, stored: { settings } },
  { page: 'popup', state: 'not a view', tab: explorer.replace(/viewId=.*/, 'viewId=no!') },
  { page: 'popup', state: 'running', tab: explorer, jobs: [running] },
  { page: 'popup', state: 'throttled', tab: explorer, jobs: [throttled] },
  { page: 'popup', state: 'paused', tab: explorer, jobs: [paused] },
  { page: 'popup', state: 'without access', tab: explorer, jobs: [withoutAccess] },
  { page: 'popup', state: 'failed', tab: explorer, jobs: [failed] },
  { page: 'popup', state: 'done', tab: explorer, jobs: [done] },
  { page: 'popup', state: 'many', tab: explorer, jobs: many },
  {
    page: 'popup',
    state: 'several running',
    tab: explorer,
    jobs: [running, { ...throttled, id: '2', view: otherView, title: 'Sales' }],
  },
  {
    page: 'popup',
    state: 'long names',
    tab: explorer,
    stored: { settings, account: longAccount, names: { [Object.values(view).join('/')]: longTitle } },
    jobs: [{ ...done, account: longAccount, title: longTitle, file: longFile }],
  },
  { page: 'popup', state: 'damaged records', tab: explorer, stored: { settings, account, 'job:x': 7 } },
  {
    page: 'popup',
    state: 'sign-in failed',
    tab: explorer,
    session: { signInProblem: problem('adminConsentRequired') },
  },
  { page: 'options', state: 'empty', stored: nothing },
  { page: 'options', state: 'filled in' },
  { page: 'export-history', state: 'empty' },
  {
    page: 'export-history',
    state: 'long names',
    jobs: [{ ...done, account: longAccount, title: longTitle, file: longFile }],
  },
  { page: 'export-history', state: 'many', jobs: [...many, { ...paused, id: '5' }, { ...done, id: '6' }] },
  { page: 'views', state: 'many', jobs: [...many, unnamed] },
  {
    page: 'export-history',
    state: 'batch',
    stored: viewsWith(batchOf({ ...ended, workbook })),
    jobs: [...ofBatch, { ...done, id: '4', view: otherView, title: 'Alone', requestedAt: now - 5 * minute }],
  },
  { page: 'views', state: 'empty' },
  {
    page: 'views',
    state: 'running',
    stored: viewsWith(batchOf({})),
    jobs: [...ofBatch.slice(0, 2), { ...running, id: '3' }],
  },
  {
    page: 'views',
    state: 'exported',
    stored: viewsWith(batchOf({ ...ended, workbook })),
    jobs: ofBatch,
  },
  {
    page: 'views',
    state: 'no Excel file',
    stored: viewsWith(
      batchOf({
        ...ended,
        items: items.map((item) => ({ ...item, missed: 2 })),
        workbook: { made: 1, failed: { code: 'diskFull' } },
      }),
    ),
    jobs: ofBatch,
  },
  { page: 'report', state: 'empty', stored: nothing },
  { page: 'welcome', state: 'first', stored: nothing },
  { page: 'welcome', state: 'connected', stored: { settings } },
  {
    page: 'welcome',
    state: 'sign-in failed',
    stored: { settings },
    session: { signInProblem: problem('applicationNotFound') },
  },
  { page: 'welcome', state: 'all set', jobs: [done] },
];

/** What has to be stored for a state. */
export const storedFor = ({ stored, jobs = [] }: PageState): Record<string, unknown> => ({
  ...(stored ?? { settings, account }),
  ...Object.fromEntries(jobs.map((job) => [`job:${job.id}`, job])),
});
