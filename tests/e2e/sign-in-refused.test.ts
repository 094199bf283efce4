import { expect, test } from 'vitest';
import { documentedError } from '../emulator/entra/errors.ts';
import type { EntraFault } from '../emulator/index.ts';
import { pageButton, pressPageButton } from './page-button.ts';
import { signedInOnce } from './signed-in.ts';
import { problemText, shoot, signInAs, type World } from './world.ts';

/* What Entra refuses, and what the user is told: one of each family (all numbers: tests/unit/sign-in-errors.test.ts). */

let world: World;
signedInOnce((started) => {
  world = started;
});

/** As when the browser has been closed: nothing is left in memory. */
const loseTokens = () =>
  world.chromium.evaluate(async () => {
    await chrome.storage.session.clear();
    await chrome.offscreen.closeDocument().catch(() => undefined);
  });

async function refusedBy(fault: EntraFault, name: string): Promise<string> {
  await loseTokens();
  // A page is looked at once more, to read it.
  const isPage = typeof fault === 'object' && 'page' in fault;
  world.emulator.entra.failNext('authorize', fault, isPage ? 2 : 1);
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('failed', ({ phase }) => phase === 'failed');
  expect(await world.chromium.signInWindows()).toEqual([]);
  const popup = await world.chromium.popup(page);
  await shoot(popup, `refused-${name}`);
  return problemText(popup);
}

const redirects: [string, EntraFault, string[]][] = [
  [
    'conditional-access',
    documentedError(53003, 'access_denied', 'Access has been blocked by Conditional Access policies.'),
    ['Your organization’s rules do not allow this sign-in', 'a device that your organization manages'],
  ],
  [
    'locked',
    documentedError(50053, 'invalid_grant', 'The account is locked.'),
    ['The account is locked or disabled', 'Wait a few minutes'],
  ],
  [
    'permission',
    documentedError(650054, 'invalid_resource', 'The resource has been removed or is no longer available.'),
    ['Microsoft does not know the permission', 'Goals-Export.ReadWrite.All', 'Try again'],
  ],
  [
    'guest',
    documentedError(50020, 'invalid_grant', 'User account does not exist in tenant.'),
    ['Your organization does not let this account in'],
  ],
  [
    'unknown',
    documentedError(99999, 'invalid_request', 'The moon is in the wrong <b>house</b>.'),
    ['The sign-in failed', '“The moon is in the wrong <b>house</b>.”'],
  ],
  [
    'page',
    {
      page: documentedError(700016, 'unauthorized_client', "Application 'x' was not found in the directory."),
    },
    ['The app registration does not match'],
  ],
  [
    'page-unknown',
    { page: documentedError(99998, 'invalid_request', "The sun's in the wrong house.") },
    ['The sign-in failed', "“The sun's in the wrong house.”"],
  ],
];

test.each(redirects)(
  '%s: in its own words, without a window that could not help',
  async (name, fault, says) => {
    const text = await refusedBy(fault, name);
    for (const part of says) expect(text).toContain(part);
    expect(text).not.toContain('try again');
  },
);

test('a registration for one tenant alone, asked through “organizations”', async () => {
  await loseTokens();
  world.emulator.entra.singleTenant = true;
  const page = await world.openExplorer();
  await pressPageButton(page);
  await world.job('failed', ({ problem }) => problem?.code === 'singleTenant');
  const popup = await world.chromium.popup(page);
  expect(await problemText(popup)).toContain('The app registration is for one organization only');
  await shoot(popup, 'refused-single-tenant');
});

test('an error that passes, in somebody’s very first sign-in: it goes on by itself, without another click', async () => {
  await world.fresh();
  world.emulator.entra.failNext(
    'token',
    documentedError(90033, 'invalid_grant', 'A transient error has occurred. Please try again.'),
  );
  const page = await world.openExplorer();
  await pressPageButton(page);
  await signInAs(await world.chromium.signInWindow(), world.emulator.users.alice);
  await world.job('waits', ({ wait }) => wait?.problem?.code === 'signInServiceBusy');
  await pageButton(page, /Saved/);
  expect(await world.chromium.signInWindows()).toEqual([]);
});
