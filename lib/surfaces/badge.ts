import { browser } from '../browser/browser.ts';
import { missingSites } from '../browser/site-access.ts';
import { isOpen, type Job } from '../jobs/job.ts';
import { statusOf } from '../jobs/status.ts';
import { formatCount, t } from '../texts/i18n.ts';

/** The badge: `!` when an export needs the user, else how many run, else nothing. Pure. */
export function badgeText(jobs: Job[]): string {
  const open = jobs.filter(isOpen);
  if (open.some((job) => statusOf(job) === 'paused')) return '!';
  return open.length > 0 ? String(open.length) : '';
}

/** What the toolbar button is called: a badge alone says nothing to a screen reader. */
function titleOf(text: string): string {
  if (!text) return t('extensionName');
  return text === '!' ? t('badge_attention') : t('badge_running', formatCount(Number(text)));
}

let begun = 0;

/** Shows what the user should know: that an export needs them, that nothing works for want of access, or what runs. */
export async function showBadge(jobs: Job[]): Promise<void> {
  const turn = ++begun;
  const missing = await missingSites();
  // What is shown last shall be what was asked for last.
  if (turn !== begun) return;
  const ofJobs = badgeText(jobs);
  const locked = missing.length > 0 && ofJobs !== '!';
  const text = locked ? '!' : ofJobs;
  await browser.action.setBadgeText({ text });
  await browser.action.setTitle({ title: locked ? t('badge_access') : titleOf(text) });
  if (text) await browser.action.setBadgeBackgroundColor({ color: text === '!' ? '#bc2f32' : '#0f6cbd' });
}
