// @vitest-environment node
import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { loadStored } from '../../components/use-stored.ts';
import { readSettings } from '../../lib/settings/catalogue.ts';
import { layersOf } from '../../lib/settings/layers.ts';
import { loadSettings } from '../../lib/storage/storage.ts';
import { settings } from './samples.ts';

test('defaults lie under the user’s own, these under the organization’s', () => {
  const layers = layersOf({ folder: 'Mine', askWhere: true }, { folder: 'Theirs', historyDays: 7 });
  expect(layers).toEqual({
    settings: { ...readSettings({}), folder: 'Theirs', askWhere: true, historyDays: 7 },
    own: { folder: 'Mine', askWhere: true },
    managed: { folder: 'Theirs', historyDays: 7 },
    ignored: [],
  });
});

test.each([
  ['a wrong type', { historyDays: '7' }, 'historyDays', 'setting_wrongType'],
  ['an invalid value', { folder: '../x' }, 'folder', 'setting_folder_dots'],
  ['an unknown key', { colour: 'blue' }, 'colour', 'setting_unknown'],
  ['a key of every object', { constructor: 'x' }, 'constructor', 'setting_unknown'],
  ['__proto__', JSON.parse('{"__proto__":{"folder":"x"}}'), '__proto__', 'setting_unknown'],
  ['a template that was not filled in', { clientId: '' }, 'clientId', 'setting_clientId_invalid'],
])('%s in the policy is left out, with the reason; the user’s own holds', (_what, policy, key, reason) => {
  const layers = layersOf(settings, { ...policy, askWhere: true });
  expect(layers.ignored).toEqual([{ key, reason }]);
  expect(layers.settings).toEqual({ ...settings, askWhere: true });
  expect(layers.managed).toEqual({ askWhere: true });
});

test.each([undefined, null, 'x', 3, []])('a policy that is none (%j) sets nothing', (policy) => {
  expect(layersOf(settings, policy)).toEqual({ settings, own: settings, managed: {}, ignored: [] });
});

describe('read from the browser', () => {
  test('what the organization has set holds, for the pages too', async () => {
    await fakeBrowser.storage.local.set({ settings: { folder: 'Mine' } });
    await fakeBrowser.storage.managed.set({ folder: 'Theirs' });
    expect((await loadSettings()).folder).toBe('Theirs');
    expect((await loadStored()).settings.folder).toBe('Theirs');
    await fakeBrowser.storage.managed.clear();
    expect((await loadSettings()).folder).toBe('Mine');
  });

  test('Firefox without a policy refuses the question: there is none', async () => {
    vi.spyOn(fakeBrowser.storage.managed, 'get').mockRejectedValue(
      new Error('Managed storage manifest not found'),
    );
    await fakeBrowser.storage.local.set({ settings });
    expect(await loadSettings()).toEqual(settings);
  });
});
