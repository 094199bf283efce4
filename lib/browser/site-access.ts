import { type Site, sites } from '../goals/hosts.ts';
import type { Cause } from '../problems/problems.ts';
import { browser } from './browser.ts';
import { onPermissionsChanged } from './permissions.ts';

/*
 * What the user, or their organization, can take back at any time: the browser's leave to use the sites of the manifest's
 * host permissions (Firefox: about:addons; Chrome: "Site access", which may also be "On click").
 */

export const everySite = Object.keys(sites) as Site[];

const hostOf = (site: Site): string => new URL(sites[site]).host;
const originsOf = (some: Site[]): string[] => some.map((site) => sites[site]);

/** Which of the sites the browser does not let us use: one question to the browser where it lets us. */
export async function missingSites(asked: Site[] = everySite): Promise<Site[]> {
  if (await browser.permissions.contains({ origins: originsOf(asked) })) return [];
  const may = await Promise.all(
    asked.map((site) => browser.permissions.contains({ origins: originsOf([site]) })),
  );
  return asked.filter((_site, index) => !may[index]);
}

/** Has the browser ask the user. To be called by a click, before anything else is awaited. */
export const requestSites = (missing: Site[]): Promise<boolean> =>
  browser.permissions.request({ origins: originsOf(missing) });

/** The problem that missing sites are; undefined when none is missing. */
export const siteAccessCause = (missing: Site[]): Cause | undefined =>
  missing.length > 0 ? { code: 'siteAccessMissing', value: missing.map(hostOf).join(', ') } : undefined;

/** What a request to Microsoft Graph takes: its host, and that of the sign-in. */
export const loadAccessProblem = async (): Promise<Cause | undefined> =>
  siteAccessCause(await missingSites(['graph', 'login']));

/** Calls back whenever access to a site is given or taken; returns what ends that. */
export const onSiteAccessChanged = (changed: () => void): (() => void) =>
  onPermissionsChanged(({ origins = [] }) => {
    if (origins.length > 0) changed();
  });
