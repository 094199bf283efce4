import { askOffscreen } from '../offscreen/ask.ts';
import type { Input, Output } from '../offscreen/operations.ts';
import { loadSettings } from '../storage/storage.ts';
import { schedule } from './run.ts';

/**
 * Has the offscreen document do something with the copies. The background holds no code for that: it is small, so that it wakes fast.
 * It is closed again when nothing else needs it.
 */
export async function askOfCopies<K extends 'dropCopies' | 'keepFewerCopies' | 'changesSince'>(
  name: K,
  input: Input<K>,
): Promise<Output<K>> {
  try {
    return await askOffscreen(name, input);
  } finally {
    await schedule();
  }
}

/** Removes what is more than the settings allow by now. */
export async function keepFewerCopies(): Promise<void> {
  const { keepCopies: keep } = await loadSettings();
  await askOfCopies('keepFewerCopies', { keep });
}
