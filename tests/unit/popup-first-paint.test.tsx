import { screen } from '@testing-library/preact';
import { afterEach, expect, test, vi } from 'vitest';

// Nothing is on the screen until the test says so: before anything is loaded that waits for it.
vi.hoisted(() => vi.useFakeTimers({ toFake: ['setTimeout', 'Date'] }));

import { aroundPopup, body, explorer, recent, show } from './popup-page.tsx';
import { jobIn, view } from './samples.ts';

aroundPopup();
afterEach(() => vi.restoreAllMocks());

const file = { name: '/downloads/Company OKRs.csv', bytes: 1_400_000, downloadId: 3 };
const ended = (at: number) => ({
  ...jobIn('done', { file, requestedAt: Date.now() - 120_000, updatedAt: Date.now() - 60_000 * (at + 1) }),
  id: `job-${at}`,
  title: `Export ${at}`,
  view: at === 0 ? view : { ...view, explorerViewId: `4821${at}` },
});

test('the first paint waits for no formatter and for none of the other exports, whose room is kept', async () => {
  const made = [
    vi.spyOn(Intl, 'DateTimeFormat'),
    vi.spyOn(Intl, 'NumberFormat'),
    vi.spyOn(Intl, 'RelativeTimeFormat'),
  ];
  await show(explorer, [0, 1, 2, 3, 4].map(ended));
  expect(screen.getByRole('button', { name: 'Open file' }).className).toContain('primary');
  expect(document.querySelectorAll('.recent .row')).toHaveLength(3);
  expect(recent()).toEqual([]);
  expect(made.flatMap(({ mock }) => mock.calls)).toEqual([]);

  await vi.advanceTimersByTimeAsync(200);
  expect(recent()).toHaveLength(3);
  expect(body()).toMatch(/1.4 MB/);
});
