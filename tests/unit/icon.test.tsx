import path from 'fluent-icon:history-20-regular';
import { render } from '@testing-library/preact';
import { expect, test } from 'vitest';
import { Icon } from '../../components/icon.tsx';
import { StatusIcon } from '../../components/status-icon.tsx';
import type { Job } from '../../lib/jobs/job.ts';
import { outlineOf } from '../../styles/fluent-icons.ts';
import { jobIn } from './samples.ts';

test('an icon is its outline, and silent', () => {
  expect(path).toMatch(/^M10 4a6/);
  const { container } = render(<Icon path={path} directed />);
  const svg = container.querySelector('svg');
  expect(svg?.getAttribute('aria-hidden')).toBe('true');
  expect(svg?.getAttribute('viewBox')).toBe('0 0 20 20');
  expect(svg?.querySelector('path')?.getAttribute('d')).toBe(path);
});

test('one that does not exist fails the build', () => {
  expect(() => outlineOf('no-such-20-regular')).toThrow('not an icon of Fluent: no-such-20-regular');
});

test('what is done turns, what waits stands, each status by an icon of its own', () => {
  const later = Date.now() + 60_000;
  const problem = { code: 'throttled' as const, at: 0 };
  const of = (job: Job) => {
    const { container } = render(<StatusIcon job={job} />);
    const turns = container.querySelector('svg')?.classList.contains('turns');
    return [container.querySelector('path')?.getAttribute('d'), turns] as const;
  };
  const runs = of(jobIn('following', { wait: { for: 'poll', until: later } }));
  const stand = [
    of(jobIn('following', { wait: { for: 'retryAfter', until: later, problem } })),
    of(jobIn('following', { wait: { for: 'signIn', problem } })),
    of(jobIn('done')),
    of(jobIn('failed')),
    of(jobIn('cancelled')),
  ];
  expect([runs[1], ...stand.map(([, turns]) => turns)]).toEqual([true, false, false, false, false, false]);
  expect(new Set([runs, ...stand].map(([outline]) => outline)).size).toBe(6);
});
