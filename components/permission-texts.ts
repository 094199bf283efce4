import type { MessageKey } from '../lib/i18n.ts';

/** What each permission of the manifest is for. */
export const permissionTexts: Record<string, MessageKey> = {
  'https://goals.microsoft.com/*': 'permission_goals',
  'https://graph.microsoft.com/*': 'permission_graph',
  'https://login.microsoftonline.com/*': 'permission_login',
  storage: 'permission_storage',
  alarms: 'permission_alarms',
  downloads: 'permission_downloads',
  identity: 'permission_identity',
  contextMenus: 'permission_contextMenus',
  offscreen: 'permission_offscreen',
  notifications: 'permission_notifications',
  'downloads.open': 'permission_downloadsOpen',
};
