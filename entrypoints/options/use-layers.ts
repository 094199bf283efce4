import { useCallback, useEffect, useState } from 'preact/hooks';
import { browser } from 'wxt/browser';
import type { Layers } from '../../lib/settings/layers.ts';
import { loadLayers } from '../../lib/storage/storage.ts';

/** The settings as they are stored, kept up to date; and a way to be sure of it. */
export function useLayers(first: Layers): [Layers, reload: () => Promise<void>] {
  const [layers, setLayers] = useState(first);
  // What can't be read now stays as it was shown.
  const reload = useCallback(() => loadLayers().then(setLayers, () => undefined), []);
  useEffect(() => {
    const follow = () => void reload();
    browser.storage.onChanged.addListener(follow);
    return () => browser.storage.onChanged.removeListener(follow);
  }, [reload]);
  return [layers, reload];
}
