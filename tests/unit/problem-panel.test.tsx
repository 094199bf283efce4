import { fireEvent, render, screen, within } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import { ProblemPanel } from '../../components/problem-panel.tsx';
import { explorerUrl } from '../../lib/goals/explorer-view.ts';
import {
  kindOf,
  type Problem,
  type ProblemAction,
  type ProblemCode,
  problemKinds,
} from '../../lib/problems/problems.ts';
import { formatTime } from '../../lib/texts/i18n.ts';
import { aroundPages, clipboard } from './pages.ts';
import { account, noon, view } from './samples.ts';

aroundPages();

const codes = Object.keys(problemKinds) as ProblemCode[];
const deeds = () => ({ retry: vi.fn(), signIn: vi.fn(), switchAccount: vi.fn(), openOptions: vi.fn() });
const consentUrl = 'https://login.microsoftonline.com/organizations/v2.0/adminconsent?client_id=1';

function show(problem: Partial<Problem> & { code: ProblemCode }, waits = false) {
  const done = deeds();
  render(
    <ProblemPanel
      problem={{ at: noon, value: 'THE VALUE', ...problem }}
      subject={{ ...view, account }}
      waits={waits}
      deeds={done}
      adminConsentUrl={consentUrl}
    />,
  );
  return done;
}
const panel = () => screen.getByRole('region');
const buttons = () => screen.queryAllByRole('button').map(({ textContent }) => textContent);

describe.each(codes)('%s', (code) => {
  test('says in a title and a sentence what is wrong; the rest, and what it happened to, in the details, once', () => {
    show({ code });
    const details = panel().querySelector('details') as HTMLElement;
    const [title, sentence, more] = [
      within(panel()).getByRole('heading').textContent,
      panel().querySelector(':scope > p')?.textContent?.trim(),
      details.querySelector('p')?.textContent,
    ];
    for (const text of [title, sentence, more]) expect(text?.trim()).toBeTruthy();
    expect(new Set([title, sentence, more]).size).toBe(3);
    expect(panel().querySelectorAll(':scope > p')).toHaveLength(1);
    expect(panel().getAttribute('aria-label')).toBe(title);
    for (const text of [view.goalsOrganizationId, view.explorerViewId, account.username]) {
      expect(details.textContent).toContain(text);
      expect(panel().textContent?.split(text)).toHaveLength(2);
    }
    expect(panel().textContent).not.toMatch(/\$|undefined|null|\[object|NaN|Invalid Date/);
  });

  test('has two buttons at most, beside that of the details', () => {
    show({ code }, true);
    expect(buttons().filter((name) => name !== 'Copy details').length).toBeLessThanOrEqual(2);
  });

  test('names a button in its text only where that button stands', () => {
    show({ code });
    const { textContent } = panel();
    for (const name of ['Try again', 'Sign in', 'Open options', 'Switch account'])
      if (textContent?.includes(`“${name}”`)) expect(buttons()).toContain(name);
  });

  test('offers Retry where it can help', () => {
    show({ code });
    const { action, retryFrom }: { action: ProblemAction; retryFrom?: string } = kindOf(code);
    if (!retryFrom) expect(buttons()).not.toContain('Try again');
    else
      expect(
        buttons().some((name) => name === 'Try again' || (action === 'signIn' && name === 'Sign in')),
      ).toBe(true);
  });
});

describe('a problem that passes', () => {
  test('says until when, and asks for nothing', () => {
    const retryAt = Date.now() + 90_000;
    show({ code: 'throttled', retryAt }, true);
    expect(panel().textContent).toContain(`Continues by itself at ${formatTime(retryAt)}.`);
    expect(buttons()).toEqual(['Copy details']);
  });

  test('goes on once the user has signed in', () => {
    const { signIn } = show({ code: 'signInRequired' }, true);
    expect(panel().textContent).toContain('It continues automatically once you are signed in.');
    fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
    expect(signIn).toHaveBeenCalledOnce();
  });
});

describe('what can be done', () => {
  test.each<[ProblemCode, string, keyof ReturnType<typeof deeds>]>([
    ['jobFailed', 'Try again', 'retry'],
    ['clientIdMissing', 'Open options', 'openOptions'],
    ['organizationNotFound', 'Switch account', 'switchAccount'],
    ['organizationNotFound', 'Try again', 'retry'],
    ['signInFailed', 'Sign in', 'signIn'],
  ])('%s: %s', (code, name, deed) => {
    const done = show({ code });
    fireEvent.click(screen.getByRole('button', { name }));
    expect(done[deed]).toHaveBeenCalledOnce();
  });

  test.each(['adminConsentRequired', 'forbidden', 'signInCancelled'] as const)(
    '%s: the consent link',
    async (code) => {
      show({ code });
      fireEvent.click(screen.getByRole('button', { name: 'Copy admin consent link' }));
      expect(clipboard).toHaveBeenCalledExactlyOnceWith(consentUrl);
      expect(await screen.findByText('Copied')).toBeTruthy();
    },
  );

  test('the view can be opened from here', () => {
    show({ code: 'invalidRequest' });
    expect(screen.getByRole('link', { name: 'Open the view' }).getAttribute('href')).toBe(explorerUrl(view));
  });

  test('without deeds there are no buttons that do nothing', () => {
    render(<ProblemPanel problem={{ code: 'jobFailed', at: noon }} subject={{}} waits={false} deeds={{}} />);
    expect(buttons()).toEqual(['Copy details']);
  });
});

describe('details', () => {
  const details = {
    status: 404,
    serviceCode: 'exportJobNotFound',
    serviceMessage: 'Specified export job not found',
    requestId: '586e4626-8e0d-4e71-87e1-17050915b57c',
    clientRequestId: 'a8c5cf30-2de7-d8f2-f4f3-5b9028f31758',
    date: '2023-11-03T07:17:25',
  };

  test('are closed at first, and hold what support asks for', () => {
    show({ code: 'jobVanished', details });
    const disclosure = document.querySelector('details') as HTMLDetailsElement;
    expect(disclosure.open).toBe(false);
    for (const value of ['jobVanished', ...Object.values(details)])
      expect(disclosure.textContent).toContain(String(value));
  });

  test('are copied as text, each with its name', () => {
    show({ code: 'jobVanished', details });
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }));
    expect(clipboard.mock.calls[0]?.[0].split('\n')).toEqual([
      'Problem: jobVanished',
      `Request ID: ${details.requestId}`,
      `Client request ID: ${details.clientRequestId}`,
      `Time: ${details.date}`,
      'HTTP status: 404',
      `Code: ${details.serviceCode}`,
      `Message: ${details.serviceMessage}`,
    ]);
  });

  test('of a problem before any request: the time is ours, nothing is empty', () => {
    show({ code: 'clientIdMissing' });
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }));
    expect(clipboard).toHaveBeenCalledExactlyOnceWith(
      `Problem: clientIdMissing\nTime: ${new Date(noon).toISOString()}`,
    );
  });

  test('a browser that does not allow copying says so', async () => {
    clipboard.mockRejectedValue(new Error('denied'));
    show({ code: 'internal', details });
    fireEvent.click(screen.getByRole('button', { name: 'Copy details' }));
    expect(await screen.findByText('The browser did not allow copying.')).toBeTruthy();
  });
});
