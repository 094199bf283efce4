import { useState } from 'preact/hooks';
import { onWritten, useFresh } from '../../components/use-fresh.ts';
import { send } from '../../lib/messages/messages.ts';
import { reasonOf } from '../../lib/problems/refused.ts';
import {
  type SettingKey,
  type Settings,
  type SettingValue,
  settingKeys,
  validateSetting,
} from '../../lib/settings/catalogue.ts';
import { type Layers, notManaged } from '../../lib/settings/layers.ts';
import { loadLayers } from '../../lib/storage/storage.ts';
import { askFor, useToAllow } from './allowing.ts';
import type { Outcome } from './save-bar.tsx';

/** What was typed and is not saved yet, over what is stored; and what came of saving it. */
export function useEdits(first: Layers) {
  const [layers, reload] = useFresh({ first, load: loadLayers, listen: onWritten });
  const [typed, setTyped] = useState<Partial<Settings>>({});
  const [outcome, setOutcome] = useState<Outcome>();
  const [declined, setDeclined] = useState<SettingKey[]>([]);
  const { settings, managed } = layers;
  const toAllow = useToAllow(settings);
  const edits = notManaged(typed, managed);
  const draft = { ...settings, ...edits };
  const reasons = Object.fromEntries(settingKeys.map((key) => [key, validateSetting(key, draft[key])]));

  /** What is kept by now needs no place here any more, unless something else was typed since. */
  const kept = async (own: Partial<Settings>, sameOnly = false) => {
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
  const save = async () => {
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
  const change = (key: SettingKey, value: SettingValue) => {
    setDeclined((now) => now.filter((other) => other !== key));
    setTyped((now) => ({ ...now, [key]: value }));
    setOutcome(undefined);
  };
  return {
    layers,
    draft,
    /** Why each can't be kept, if so. */
    reasons,
    /** The browser does not give what it needs. */
    isRefused: (key: SettingKey) =>
      declined.includes(key) || (toAllow.includes(key) && draft[key] === settings[key]),
    changed: settingKeys.some((key) => draft[key] !== settings[key]),
    outcome,
    kept,
    save,
    discard,
    change,
  };
}
