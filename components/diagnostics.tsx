import { useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import { diagnosticReport } from '../lib/jobs/diagnostics.ts';
import { reasonOf } from '../lib/problems/refused.ts';
import type { SettingKey } from '../lib/settings/catalogue.ts';
import { loadLayers } from '../lib/storage/storage.ts';
import { t } from '../lib/texts/i18n.ts';
import { CopyButton } from './copy-button.tsx';
import { loadStored } from './use-stored.ts';

/** A report for support: made on a click, shown, and copied by another. It is sent nowhere. */
export function Diagnostics() {
  const [report, setReport] = useState<string>();
  const make = () =>
    loadReport().then(setReport, (error: unknown) => setReport(t('diagnostics_failed', reasonOf(error))));
  return (
    <section class="card" aria-labelledby="diagnostics">
      <h2 id="diagnostics">{t('diagnostics')}</h2>
      <p>{t('diagnostics_hint')}</p>
      <div class="actions">
        <button type="button" onClick={make}>
          {t('diagnostics_make')}
        </button>
        {report === undefined ? null : <CopyButton key={report} text={report} label="diagnostics_copy" />}
      </div>
      {report === undefined ? null : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: else its end can't be reached without a mouse
        <section class="report" dir="ltr" lang="en" tabIndex={0} aria-label={t('diagnostics_report')}>
          <pre>{report}</pre>
        </section>
      )}
    </section>
  );
}

async function loadReport(): Promise<string> {
  const [stored, { managed }, platform, granted, bytes] = await Promise.all([
    loadStored(),
    loadLayers(),
    browser.runtime.getPlatformInfo(),
    browser.permissions.getAll(),
    browser.storage.local.getBytesInUse?.(null),
  ]);
  return diagnosticReport({
    ...stored,
    at: Date.now(),
    version: browser.runtime.getManifest().version,
    browser: navigator.userAgent,
    platform: `${platform.os} ${platform.arch}`,
    language: browser.i18n.getUILanguage(),
    permissions: [...(granted.permissions ?? []), ...(granted.origins ?? [])],
    bytes,
    managed: Object.keys(managed) as SettingKey[],
    signedIn: stored.account !== undefined,
  });
}
