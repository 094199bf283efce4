import { missingSites, onSiteAccessChanged } from '../lib/browser/site-access.ts';
import type { Site } from '../lib/goals/hosts.ts';
import { useFresh } from './use-fresh.ts';

/** The sites that the browser does not let us use, kept up to date. */
export const useMissingSites = (first: Site[] = []): Site[] =>
  useFresh({
    first,
    load: () => missingSites(),
    listen: onSiteAccessChanged,
    isSame: (before, now) => `${before}` === `${now}`,
  })[0];
