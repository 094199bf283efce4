import { setTimeout as sleep } from 'node:timers/promises';
import { isOpen, isPaused, type Job } from '../../lib/jobs/job.ts';
import { kindOf } from '../../lib/problems/problems.ts';
import { pageButtons, pressPageButton } from '../e2e/page-button.ts';
import type { Plan } from './plan.ts';
import { fillSignInWindows, openView, type Session, unseenSignIns } from './session.ts';

/** A browser that is not there after so long does not come back (ms). */
const longestStart = 120_000;

/** So long before its time a schedule is written at least (ms). */
const longestLead = 8000;

type View = Plan['views'][number];

/** The user of one run: impatient, and not surprised when windows vanish. */
export interface User {
  /** Exports a view by the page's button, again and again until the browser has it written down. */
  exportView(view: View): Promise<void>;
  /** Puts all views on a schedule whose time has just come, or comes within the next minute or so. @returns it (epoch ms) */
  scheduleViews(ahead: boolean): Promise<number>;
  /** Looks after the exports: signs in, retries. True when nothing is left to do. */
  look(): Promise<boolean>;
  /** How often an export was begun anew by Retry, by our job's id. */
  readonly begunAnew: Map<string, number>;
}

/** The page's button was pressed again and again, and no export came of it: a finding, whatever the reason. */
export class DeadButton extends Error {}

const sameView = (job: Job, view: View) => job.view.explorerViewId === view.explorerViewId;

export function createUser(session: Session, { views, doubleClick, retries }: Plan): User {
  const left = new Map<string, number>();
  const begunAnew = new Map<string, number>();

  const settled = (job: Job) =>
    !isOpen(job) && (job.phase !== 'failed' || (left.get(job.id) ?? retries) <= 0);

  /** Presses a button of an export's problem in the extension's own page. */
  async function press(job: Job, names: RegExp): Promise<void> {
    const page = await session.chromium.openOwn('export-history.html');
    try {
      await page.waitForSelector('main');
      await page.evaluate(
        (label, pattern) => {
          const row = [...document.querySelectorAll('article, tr')].find(({ textContent }) =>
            textContent.includes(label),
          );
          const buttons = [...(row?.querySelectorAll('button') ?? [])];
          buttons.find(({ textContent }) => new RegExp(pattern).test(textContent))?.click();
        },
        job.title ?? `Unnamed view (${job.view.explorerViewId.slice(0, 8)})`,
        names.source,
      );
      await sleep(300);
    } finally {
      await page.close().catch(() => undefined);
    }
  }

  return {
    begunAnew,
    async exportView(view) {
      const missed: string[] = [];
      const end = Date.now() + longestStart;
      // A try counts when nothing was in its way but the product: the browser may take long to come back.
      for (let tries = 0; tries < 20; tries++) {
        await session.up();
        const { chromium } = session;
        try {
          const page = await openView(session, view);
          await pressPageButton(page);
          if (doubleClick) await pressPageButton(page);
          for (let waits = 0; waits < 20; waits++) {
            if ((await session.jobs()).some((job) => sameView(job, view))) return;
            await fillSignInWindows(session);
            await sleep(100);
          }
          const [button] = await pageButtons(page);
          missed.push(`pressed, and nothing came of it; the button says ${button?.name}`);
        } catch (error) {
          // The page, or the whole browser, went away under the hand.
          if (chromium.browser.connected) missed.push(String(error).slice(0, 120));
          else if (Date.now() > end) throw error;
          else tries--;
          await sleep(200);
        }
      }
      const unseen = await unseenSignIns(session).catch(() => 'unknown');
      const why = [...new Set(missed)].join('; ');
      throw new DeadButton(
        `could not export ${view.explorerViewId}; unseen sign-in pages: ${unseen}; ${why}`,
      );
    },
    async scheduleViews(ahead) {
      const minute = 60_000;
      const due = ahead ? Math.ceil((Date.now() + longestLead) / minute) : Math.floor(Date.now() / minute);
      const end = Date.now() + longestStart;
      for (let written = false; !written; ) {
        await session.up();
        written = await session.chromium
          .evaluate(writeSchedule, views, due * minute)
          .catch((error: unknown) => {
            if (Date.now() > end) throw error;
            return false;
          });
      }
      return due * minute;
    },
    async look() {
      await fillSignInWindows(session);
      const jobs = await session.jobs();
      const waiting = jobs.filter((job) => isPaused(job) || (job.phase === 'failed' && !settled(job)));
      for (const job of waiting) {
        if (job.phase === 'failed') left.set(job.id, (left.get(job.id) ?? retries) - 1);
        if (job.problem && kindOf(job.problem.code).retryFrom === 'start')
          begunAnew.set(job.id, (begunAnew.get(job.id) ?? 0) + 1);
        await press(job, /^(Sign in|Try again)$/);
      }
      const all = views.every((view) => jobs.some((job) => sameView(job, view)));
      return all && waiting.length === 0 && jobs.every(settled);
    },
  };
}

/** In a page of the extension: as the Views page has it written, before its time. The change of the settings wakes the background. */
async function writeSchedule(views: View[], due: number): Promise<true> {
  const { views: known, settings } = await chrome.storage.local.get(['views', 'settings']);
  // Written before the browser went: its time may be taken by now.
  if (known) return true;
  const at = new Date(due).toTimeString().slice(0, 5);
  const schedule = { rule: { every: 'day', at }, since: Math.min(Date.now(), due - 60_000) };
  const records = views.map((view) => ({ version: 1, ...view, source: 'pasted', addedAt: due, schedule }));
  await chrome.storage.local.set({
    views: Object.fromEntries(
      records.map((view) => [`${view.goalsOrganizationId}/${view.explorerViewId}`, view]),
    ),
    settings: { ...(settings as object), scheduleSpread: 0 },
  });
  return true;
}
