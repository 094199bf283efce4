import { describe, expect, test, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import type { ViewStatus } from '../../lib/messages/messages.ts';
import { aroundButton, part, show, tell } from './button-world.ts';
import { view } from './samples.ts';

aroundButton();

describe('its label', () => {
  test.each<[string, ViewStatus, { text: string; busy: string; told: string; said: string }]>([
    ['nothing yet', { needsSetUp: false }, { text: '', busy: 'false', told: '', said: '' }],
    [
      'set-up needed: told once it is pressed',
      { needsSetUp: true },
      { text: '', busy: 'false', told: '', said: '' },
    ],
    [
      'running',
      { needsSetUp: false, status: 'running', startedAt: Date.now() },
      { text: 'status_running', busy: 'true', told: '', said: 'status_running' },
    ],
    [
      'running for somebody else already',
      { needsSetUp: false, status: 'running', startedAt: Date.now(), joined: true },
      { text: 'status_running', busy: 'true', told: 'wasJoined', said: 'status_running. wasJoined' },
    ],
    [
      'done',
      { needsSetUp: false, status: 'done' },
      { text: 'status_done', busy: 'false', told: '', said: 'status_done' },
    ],
    [
      'failed',
      { needsSetUp: false, status: 'failed', problem: { code: 'forbidden' } },
      {
        text: '',
        busy: 'false',
        told: 'problem_forbidden_title',
        said: 'problem_forbidden_title. problem_forbidden_happened',
      },
    ],
    [
      'waiting',
      { needsSetUp: false, status: 'running', problem: { code: 'throttled', retryAt: Date.now() } },
      {
        text: 'status_running',
        busy: 'true',
        told: 'problem_throttled_title',
        said: 'problem_throttled_title. continuesAt',
      },
    ],
  ])('%s', async (_what, now, { text, busy, told, said }) => {
    await show({ view }, now);
    await vi.waitFor(() => expect(part('button').ariaBusy).toBe(busy));
    expect(part('.state').textContent).toBe(text);
    expect(part('.why').hidden).toBe(!told);
    expect(part('.problem').textContent).toBe(told);
    expect(part('.live').textContent).toBe(said && `exportView: ${said}`);
    expect(part('.clock').textContent).toMatch(now.startedAt ? /^\d+:\d\d$/ : /^$/);
  });

  test('a problem whose reason the page is not told is told by what to do', async () => {
    vi.spyOn(fakeBrowser.i18n, 'getMessage').mockImplementation(((key: string, values: string[] = []) =>
      [key, ...values].join(' ')) as never);
    await show({ view }, { needsSetUp: false, status: 'paused', problem: { code: 'wrongAccount' } });
    await vi.waitFor(() => expect(part('.live').textContent).toContain('problem_wrongAccount_todo'));
  });

  test('follows what the background tells of this view, and of no other', async () => {
    await show();
    const done = { needsSetUp: false, status: 'done' } as const;
    await tell({ name: 'statusChanged', view: { ...view, explorerViewId: '42' }, status: done });
    await tell({ name: 'another', view, status: done });
    await tell(null);
    expect(part('.state').textContent).toBe('');
    await tell({ name: 'statusChanged', view: { ...view }, status: done });
    expect(part('.state').textContent).toBe('status_done');
  });
});
