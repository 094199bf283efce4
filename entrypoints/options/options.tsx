import type { ComponentChildren } from 'preact';
import { later } from '../../components/later.tsx';
import { MessageBar } from '../../components/message-bar.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { catalogue, type Section, settingKeys } from '../../lib/settings/catalogue.ts';
import type { Layers } from '../../lib/settings/layers.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';
import { MoveSettings } from './move.tsx';
import { SaveBar } from './save-bar.tsx';
import { SettingField } from './setting-field.tsx';
import { SignIn } from './sign-in.tsx';
import { useEdits } from './use-edits.ts';

const Copies = later(() => import('./copies.tsx').then((part) => part.Copies));
const Diagnostics = later(() => import('../../components/diagnostics.tsx').then((part) => part.Diagnostics));
const IgnoredValues = later(() => import('./ignored-values.tsx').then((part) => part.IgnoredValues));

/**
 * The options page: every setting of the catalogue, checked while typing, kept with Save. It holds only what was typed
 * and not yet saved; the rest it shows as it is stored.
 */
export function Options({ first }: { first: Layers }) {
  const { layers, draft, reasons, ...edits } = useEdits(first);
  const { settings, managed, ignored } = layers;
  const missing = useMissingSites();
  const wrong = settingKeys.find((key) => reasons[key]);
  const save = async (event: Event) => {
    event.preventDefault();
    if (wrong) goTo(wrong);
    else await edits.save();
  };
  const fields = (section: Section) =>
    settingKeys
      .filter((key) => catalogue[key].section === section)
      .map((key) => (
        <SettingField
          key={key}
          name={key}
          value={draft[key]}
          reason={reasons[key]}
          fileFormat={draft.fileFormat}
          locked={Object.hasOwn(managed, key)}
          notAllowed={edits.isRefused(key)}
          onChange={(value) => edits.change(key, value)}
        />
      ));
  const card = (section: Section, heading: MessageKey, more?: ComponentChildren) => (
    <section class="card" aria-labelledby={`${section}-heading`}>
      <h2 id={`${section}-heading`}>{t(heading)}</h2>
      {fields(section)}
      {more}
    </section>
  );

  return (
    <>
      <PageHead here="options" />
      <main>
        <h1>{t('options')}</h1>
        {settings.clientId === '' ? (
          <MessageBar intent="information" title={t('setUpNeeded')}>
            <p>{t('options_start')}</p>
            <div class="actions">
              <a class="button" href="/welcome.html">
                {t('setUp')}
              </a>
            </div>
          </MessageBar>
        ) : null}
        <SiteAccess missing={missing} />
        {ignored.length > 0 || layers.views !== undefined ? (
          <IgnoredValues ignored={ignored} views={layers.views} />
        ) : null}
        <form onSubmit={save} noValidate>
          {card('files', 'options_files')}
          {card('notifications', 'notifications')}
          {card('history', 'options_history', <Copies />)}
          {card('schedules', 'options_schedules')}
          <SignIn
            application={draft.clientId && !reasons.clientId && !reasons.tenant ? draft : undefined}
            managed={Object.hasOwn(managed, 'clientId')}
          >
            {fields('signIn')}
          </SignIn>
          <MoveSettings layers={layers} onImported={edits.kept} />
          <Diagnostics />
          <SaveBar
            invalid={wrong !== undefined}
            changed={edits.changed}
            outcome={edits.outcome}
            onDiscard={edits.discard}
          />
        </form>
      </main>
    </>
  );
}

/** To a field, also one that is folded away. */
function goTo(field: string): void {
  const input = document.getElementById(field);
  input?.closest('details')?.setAttribute('open', '');
  input?.focus();
}
