import { sites } from '../lib/goals/hosts.ts';
import { type MessageKey, t } from '../lib/texts/i18n.ts';

/** What people call each site. */
export const siteName = (site: string): string | undefined =>
  ({
    [sites.goals]: 'Viva Goals',
    [sites.graph]: 'Microsoft Graph',
    [sites.login]: t('permissionName_login'),
  })[site];

/** What each permission of the manifest is for. */
export const permissionTexts: Record<string, MessageKey> = {
  [sites.goals]: 'permission_goals',
  [sites.graph]: 'permission_graph',
  [sites.login]: 'permission_login',
  storage: 'permission_storage',
  alarms: 'permission_alarms',
  downloads: 'permission_downloads',
  identity: 'permission_identity',
  contextMenus: 'permission_contextMenus',
  offscreen: 'permission_offscreen',
  notifications: 'permission_notifications',
  'downloads.open': 'permission_downloadsOpen',
};
