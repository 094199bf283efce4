import type { Deeds } from '../../components/use-deeds.ts';
import { isOpen, type Job } from '../../lib/jobs/job.ts';
import { problemOf } from '../../lib/jobs/status.ts';
import { kindOf } from '../../lib/problems/problems.ts';
import type { MessageKey } from '../../lib/texts/i18n.ts';

export type Offer = [deed: keyof Deeds, label: MessageKey];

const offers: Offer[] = [
  ['openFile', 'openFile'],
  ['signIn', 'signIn'],
  ['allowHost', 'downloadFrom'],
  ['switchAccount', 'switchAccount'],
  ['openOptions', 'openOptions'],
  ['retry', 'retry'],
  ['exportAgain', 'exportAgain'],
  ['cancel', 'stopFollowing'],
];

/** What stands in a row, of an export or of a view: the deed that it most likely is looked up for. */
export function firstOffer(job: Job, deeds: Deeds): Offer | undefined {
  const problem = problemOf(job);
  const kind = problem && kindOf(problem.code);
  // What waits for a time has nothing to be done about; what waits for the user has.
  const waits = isOpen(job) && problem?.retryAt !== undefined;
  // Access is allowed at the top of the page.
  const retry = kind?.retryFrom && kind.action !== 'allowAccess' ? ['retry'] : [];
  const mends = kind && !waits ? [kind.action, ...retry] : [];
  const wanted = [...mends, 'openFile', 'cancel', 'exportAgain'];
  return wanted.map((name) => offers.find(([deed]) => deed === name && deeds[deed])).find((offer) => offer);
}
