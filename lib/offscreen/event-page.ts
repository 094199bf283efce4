import { errorOf } from './failure.ts';
import type { CallOffscreen, Output } from './operations.ts';

/**
 * Carries out an operation right here: Firefox's event page has a window. MSAL is loaded with the first call.
 * In the other builds, one file each, even the mention of a later import would cost a wrapper around every module.
 */
export const callOffscreen: CallOffscreen = async (name, input) => {
  if (import.meta.env.BROWSER !== 'firefox') throw new Error('no event page');
  const { serve } = await import('./serve.ts');
  const reply = await serve({ id: 0, name, input });
  if ('failure' in reply) throw errorOf(reply.failure);
  return ('value' in reply ? reply.value : undefined) as Output<typeof name>;
};

/** The event page closes itself. */
export const closeOffscreen = async (): Promise<void> => {};
