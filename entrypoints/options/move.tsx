import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { inTime } from '../../lib/browser/in-time.ts';
import { send } from '../../lib/messages/messages.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import { labelOf, type SettingKey, type Settings } from '../../lib/settings/catalogue.ts';
import { exportSettings, largestFile } from '../../lib/settings/export.ts';
import type { Imported, LineReason } from '../../lib/settings/import.ts';
import type { Layers } from '../../lib/settings/layers.ts';
import { reasonText } from '../../lib/settings/reasons.ts';
import { loadLayers } from '../../lib/storage/storage.ts';
import { formatList, t } from '../../lib/texts/i18n.ts';

type Result = Imported | { refused: LineReason[] } | { failed: string };

interface Props {
  layers: Layers;
  /** Called with what is kept by now. */
  onImported(own: Partial<Settings>): Promise<void>;
}

/** Settings as a file: out, and in again on another machine. */
export function MoveSettings({ layers, onImported }: Props) {
  const [result, setResult] = useState<Result>();
  const chooser = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined) => {
    if (!file) return;
    setResult(undefined);
    const imported = await importFile(file);
    if ('own' in imported) await onImported(imported.own);
    setResult(imported);
  };
  return (
    <section class="card" aria-labelledby="move">
      <h2 id="move">{t('options_move')}</h2>
      <p>{t('options_move_hint')}</p>
      <div>
        <div class="actions">
          <a class="button" download="export-view-settings.json" href={useFile(exportSettings(layers))}>
            {t('options_export')}
          </a>
          <button type="button" onClick={() => chooser.current?.click()}>
            {t('options_import')}
          </button>
          <input
            ref={chooser}
            type="file"
            hidden
            accept=".json,application/json"
            onChange={({ currentTarget }) => {
              void take(currentTarget.files?.[0]);
              // The same file, corrected, is to be taken again.
              currentTarget.value = '';
            }}
          />
        </div>
        <div class="outcome" role="status">
          {result ? <Outcome result={result} /> : null}
        </div>
      </div>
    </section>
  );
}

/** The address of a text as a file, as long as it is shown. */
function useFile(text: string): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([text], { type: 'application/json' })), [text]);
  useEffect(() => () => URL.revokeObjectURL(url), [url]);
  return url;
}

/** A file may lie on a drive that no longer answers (ms). */
const readsWithin = 30_000;

async function importFile(file: File): Promise<Result> {
  if (file.size > largestFile) return { failed: t('import_tooLarge') };
  try {
    // The reader of files is as large as the rest of the page, and seldom needed.
    const { importSettings } = await import('../../lib/settings/import.ts');
    const imported = importSettings(await inTime('reading', readsWithin, file.text()), await loadLayers());
    if ('own' in imported && Object.keys(imported.own).length > 0)
      await send('saveSettings', { settings: imported.own });
    return imported;
  } catch (error) {
    return { failed: t('import_unreadable', reasonOf(error)) };
  }
}

const names = (keys: SettingKey[]): string => formatList(keys.map((key) => t(labelOf(key))));

function Outcome({ result }: { result: Result }) {
  if ('failed' in result) return <p class="reason">{result.failed}</p>;
  if ('refused' in result)
    return (
      <>
        <p class="reason">{t('import_refused')}</p>
        <ol class="lines">
          {result.refused.map(({ line, key, reason }, index) => (
            <li key={index}>
              {key === undefined
                ? t('import_line', String(line), t(reason))
                : t('import_lineOf', String(line), key, reasonText(reason, key))}
            </li>
          ))}
        </ol>
      </>
    );
  const { changed, skipped } = result;
  return (
    <>
      <p class="done">{changed.length > 0 ? t('import_done', names(changed)) : t('import_doneSame')}</p>
      {skipped.length > 0 ? <p>{t('import_skipped', names(skipped))}</p> : null}
    </>
  );
}
