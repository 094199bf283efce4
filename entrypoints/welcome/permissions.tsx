import { browser } from 'wxt/browser';
import { permissionTexts, siteName } from '../../components/permission-texts.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';

/** What people call each permission. */
const names: Record<string, MessageKey> = {
  storage: 'permissionName_storage',
  alarms: 'permissionName_alarms',
  downloads: 'permissionName_downloads',
  identity: 'permissionName_identity',
  contextMenus: 'permissionName_contextMenus',
  offscreen: 'permissionName_offscreen',
  notifications: 'notifications',
  'downloads.open': 'openFile',
};
const nameOf = (permission: string): string => {
  const key = names[permission];
  return key ? t(key) : (siteName(permission) ?? permission);
};

/** What the extension may do in this browser, and why; read from its manifest. */
export function Permissions() {
  const manifest = browser.runtime.getManifest();
  const { permissions = [], host_permissions = [], optional_permissions = [] } = manifest;
  const rows = (all: string[]) => (
    <dl class="facts">
      {all.map((permission) => (
        <div key={permission}>
          <dt>{nameOf(permission)}</dt>
          <dd>{permissionTexts[permission] ? t(permissionTexts[permission]) : ''}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <details class="card">
      <summary>{t('permissions')}</summary>
      <div class="permissions">
        <p>{t('permissions_hint')}</p>
        {rows([...host_permissions, ...permissions])}
        {optional_permissions.length > 0 ? (
          <>
            <h2>{t('permissions_optional')}</h2>
            {rows(optional_permissions)}
          </>
        ) : null}
      </div>
    </details>
  );
}
