/** Microsoft's hosts. The manifest, its content security policy and every request take them from here. */
export const goalsOrigin = 'https://goals.microsoft.com';
export const graphOrigin = 'https://graph.microsoft.com';
export const loginOrigin = 'https://login.microsoftonline.com';

/** The manifest's host permissions; wxt.config.ts gives the reason of each. */
export const sites = {
  goals: `${goalsOrigin}/*`,
  graph: `${graphOrigin}/*`,
  login: `${loginOrigin}/*`,
} as const;
export type Site = keyof typeof sites;

/** All that the extension asks of Microsoft Graph for: it covers create, get, list and content. */
export const permission = 'Goals-Export.ReadWrite.All';
export const scope = `${graphOrigin}/${permission}`;
