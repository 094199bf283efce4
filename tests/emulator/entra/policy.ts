import type { interactionPolicy as Policy } from 'oidc-provider';
import { notesOf } from './notes.ts';
import { interactionPolicy } from './oidc-provider.ts';
import { type EntraState, hasConsent, userBySub } from './state.ts';

/** Which page has to be shown, and with `prompt=none` which error instead. */
export function createPolicy(state: EntraState): Policy.DefaultPolicy {
  const { Check, Prompt, base } = interactionPolicy;
  const prompts = base();
  prompts.remove('consent');
  prompts.add(
    new Prompt(
      { name: 'select_account', requestable: true },
      new Check(
        'several_accounts',
        'several accounts are signed in',
        'interaction_required',
        (ctx) => notesOf(ctx.req).ambiguous === true,
      ),
    ),
    0,
  );
  prompts.add(
    new Prompt(
      { name: 'consent', requestable: true },
      new Check('not_consented', 'the permission was not granted', 'consent_required', (ctx) => {
        const user = userBySub(ctx.oidc.session?.accountId);
        return !user || !hasConsent(state, user);
      }),
    ),
  );
  return prompts;
}
