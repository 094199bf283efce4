import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { later } from '../../components/later.tsx';
import { MessageBar } from '../../components/message-bar.tsx';
import { PageHead } from '../../components/page-head.tsx';
import { SiteAccess } from '../../components/site-access.tsx';
import { onWritten, useFresh } from '../../components/use-fresh.ts';
import { useMissingSites } from '../../components/use-missing-sites.ts';
import { send } from '../../lib/messages/messages.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import {
  catalogue,
  type Section,
  type SettingKey,
  type Settings,
  settingKeys,
  validateSetting,
} from '../../lib/settings/catalogue.ts';
import { type Layers, notManaged } from '../../lib/settings/layers.ts';
import { loadLayers } from '../../lib/storage/storage.ts';
import { type MessageKey, t } from '../../lib/texts/i18n.ts';
import { askFor, useToAllow } from './allowing.ts';
import { MoveSettings } from './move.tsx';
import { type Outcome, SaveBar } from './save-bar.tsx';
import { SettingField } from './setting-field.tsx';
import { SignIn } from './sign-in.tsx';

const Copies = later(() => import('./copies.tsx').then((part) => part.Copies));
const Diagnostics = later(() => import('../../components/diagnostics.tsx').then((part) => part.Diagnostics));
const IgnoredValues = later(() => import('./ignored-values.tsx').then((part) => part.IgnoredValues));

/**
 * The options page: every setting of the catalogue, checked while typing, kept with Save. It holds only what was typed
 * and not yet saved; the rest it shows as it is stored.
 */
export function Options({ first }: { first: Layers }) {
  const [layers, reload] = useFresh({ first, load: loadLayers, listen: onWritten });
  const missing = useMissingSites();
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const [declined, setDeclined] = useState<SettingKey[]>([]);
  const { settings, managed, ignored } = layers;
  const toAllow = useToAllow(settings);
  const edits = notManaged(typed, managed);
  const draft = { ...settings, ...edits };
  const reasons = Object.fromEntries(settingKeys.map((key) => [key, validateSetting(key, draft[key])]));
  const invalid = settingKeys.filter((key) => reasons[key]);
  const changed = settingKeys.some((key) => draft[key] !== settings[key]);

  /** What is kept by now needs no place here any more, unless something else was typed since. */
  const kept = async (own: Partial<Settings>, sameOnly: boolean) => {
    await reload().catch(() => undefined);
    setTyped((now) =>
      Object.fromEntries(
        Object.entries(now).filter(([key, value]) => {
          const saved = own[key as SettingKey];
          return saved === undefined || (sameOnly && saved !== value);
        }),
      ),
    );
  };
  const save = async (event: Event) => {
    event.preventDefault();
    const [wrong] = invalid;
    if (wrong) return goTo(wrong);
    try {
      // The browser asks the user only while a click is answered: before anything is waited for.
      const asked = askFor(edits);
      const allowed = asked ? await asked : edits;
      await send('saveSettings', { settings: allowed });
      await kept(edits, true);
      setDeclined(settingKeys.filter((key) => allowed[key] !== edits[key]));
      setOutcome('saved');
    } catch (error) {
      setOutcome({ refused: reasonOf(error) });
    }
  };
  const discard = () => {
    setTyped({});
    setDeclined([]);
    setOutcome(undefined);
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
          notAllowed={declined.includes(key) || (toAllow.includes(key) && draft[key] === settings[key])}
          onChange={(value) => {
            setDeclined((now) => now.filter((other) => other !== key));
            setTyped((now) => ({ ...now, [key]: value }));
            setOutcome(undefined);
          }}
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
          <MoveSettings layers={layers} onImported={(own) => kept(own, false)} />
          <Diagnostics />
          <SaveBar invalid={invalid.length > 0} changed={changed} outcome={outcome} onDiscard={discard} />
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
