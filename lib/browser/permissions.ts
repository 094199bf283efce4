import { browser } from 'wxt/browser';

/** Permissions or sites, as the browser tells of them. */
export interface Changed {
  permissions?: string[];
  origins?: string[];
}

/** Calls back whenever something is allowed or no longer allowed, wherever that was done; returns what ends that. */
export function onPermissionsChanged(listener: (changed: Changed, allowed: boolean) => void): () => void {
  const { onAdded, onRemoved } = browser.permissions;
  const added = (changed: Changed) => listener(changed, true);
  const removed = (changed: Changed) => listener(changed, false);
  onAdded.addListener(added);
  onRemoved.addListener(removed);
  return () => {
    onAdded.removeListener(added);
    onRemoved.removeListener(removed);
  };
}
