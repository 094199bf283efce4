import { browser } from 'wxt/browser';
import { permissionTexts } from '../../components/permission-texts.ts';
import { t } from '../../lib/i18n.ts';

/** What the extension may do in this browser, and why; read from its manifest. */
export function Permissions() {
  const manifest = browser.runtime.getManifest();
  const { permissions = [], host_permissions = [], optional_permissions = [] } = manifest;
  const rows = (names: string[]) => (
    <dl class="facts">
      {names.map((name) => (
        <div key={name}>
          <dt>
            <bdi dir="ltr">{name.replace(/^https:\/\/|\/\*$/g, '')}</bdi>
          </dt>
          <dd>{permissionTexts[name] ? t(permissionTexts[name]) : ''}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <section aria-labelledby="permissions">
      <h2 id="permissions">{t('permissions')}</h2>
      <p>{t('permissions_hint')}</p>
      {rows([...host_permissions, ...permissions])}
      {optional_permissions.length > 0 ? (
        <>
          <h3>{t('permissions_optional')}</h3>
          {rows(optional_permissions)}
        </>
      ) : null}
    </section>
  );
}
