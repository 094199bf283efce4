import type { Page } from 'puppeteer-core';
import type { Job } from '../../lib/jobs/job.ts';
import type { ProblemCode } from '../../lib/problems.ts';
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
export const running = jobIn('following', { ...recent, status: 'running', dueAt: now + 60 * minute });
const throttled = {
  ...running,
  hold: problem('throttled', { retryAt: now + 30 * minute }),
  notBefore: now + 30 * minute,
};
const { dueAt: _due, ...noLongerDue } = running;
const paused = { ...noLongerDue, expiresAt: now + 90 * minute, hold: problem('signInRequired') } as Job;
const withoutAccess = {
  ...noLongerDue,
  hold: problem('siteAccessMissing', { value: 'graph.microsoft.com' }),
} as Job;
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
  { page: 'views', state: 'empty' },
  { page: 'views', state: 'exported', jobs: [...many, unnamed] },
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
