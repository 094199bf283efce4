import { askHost } from '../host/ask.ts';
import type { Input } from '../host/operations.ts';
import { loadSettings } from '../storage.ts';
import { runDueJobs } from './runner.ts';

/**
 * Has the host remove copies. The background holds no code for that: it is small, so that it wakes fast.
 * The host is closed again when nothing else needs it.
 */
export async function changeCopies<K extends 'dropCopies' | 'keepFewerCopies'>(
  name: K,
  input: Input<K>,
): Promise<void> {
  await askHost(name, input);
  await runDueJobs();
}

/** Removes what is more than the settings allow by now. */
export async function keepFewerCopies(): Promise<void> {
  const { keepCopies: keep } = await loadSettings();
  await changeCopies('keepFewerCopies', { keep });
}
