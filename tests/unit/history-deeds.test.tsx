import { fireEvent, screen } from '@testing-library/preact';
import { describe, expect, test, vi } from 'vitest';
import type { Job } from '../../lib/jobs/job.ts';
import {
  aroundHistory,
  done,
  entry,
  failed,
  keep,
  names,
  open,
  press,
  row,
  running,
  show,
} from './history-page.tsx';
import { background, sent } from './pages.ts';
import { jobIn, noon, otherView, view } from './samples.ts';

/* The history of exports: what can be done with one, and with those that were started elsewhere. */

aroundHistory();

describe('what can be done', () => {
  test.each<[string, Job, string, unknown]>([
    ['done', done, 'Export again', ['exportView', { view }]],
    ['done', done, 'Download again', ['fetchExport', { view, exportJobId: 'j!1' }]],
    ['done', done, 'Remove from list', ['remove', { jobId: 'job-1' }]],
    ['failed', failed, 'Try again', ['retry', { jobId: 'job-2' }]],
    ['under way', running, 'Cancel', ['cancel', { jobId: 'job-3' }]],
  ])('%s: %3$s', async (_state, job, name, message) => {
    await show([job]);
    press(job.title ?? '', name);
    expect(sent).toEqual([message]);
  });

  test.each<[string, Job, string, string[]]>([
    [
      'done',
      done,
      'Open file',
      [
        'Show in folder',
        'Open report',
        'Download again',
        'Export again',
        'Open the view',
        'Rename',
        'Details',
        'Remove from list',
      ],
    ],
    [
      'failed',
      failed,
      'Try again',
      ['Export again', 'Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    ['under way', running, 'Cancel', ['Open the view', 'Rename', 'Details']],
    [
      'no longer followed',
      jobIn('cancelled'),
      'Export again',
      ['Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    [
      'with another account',
      { ...failed, problem: { code: 'organizationNotFound', at: noon } },
      'Switch account',
      ['Try again', 'Export again', 'Open the view', 'Rename', 'Details', 'Remove from list'],
    ],
    [
      'waiting for a time',
      {
        ...running,
        wait: {
          for: 'backoff',
          until: Date.now() + 60_000,
          problem: { code: 'throttled', at: noon },
        },
      },
      'Cancel',
      ['Try again', 'Open the view', 'Rename', 'Details'],
    ],
    [
      'without access, which is allowed above',
      { ...running, wait: { for: 'siteAccess', problem: { code: 'siteAccessMissing', at: noon } } },
      'Cancel',
      ['Try again', 'Open the view', 'Rename', 'Details'],
    ],
  ])('%s: one button, the rest in the menu', async (_state, job, first, rest) => {
    await show([job]);
    const name = job.title ?? '';
    const [button] = entry(name)
      .getAllByRole('button')
      .filter((one) => one.closest('.deeds'));
    expect(button?.textContent).toBe(first);
    open(name);
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual(rest);
  });

  test('the result is offered as long as the service keeps it', async () => {
    const day = 86_400_000;
    await show([{ ...done, expiresAt: Date.now() + 3 * day }]);
    press('Company OKRs', 'Details');
    expect(document.body.textContent).toContain('Kept by Viva Goals until');
    await keep({ ...done, expiresAt: Date.now() - 10_000 });
    open('Company OKRs');
    await vi.waitFor(() => expect(screen.queryByRole('menuitem', { name: 'Download again' })).toBeNull());
    expect(document.body.textContent).not.toContain('Kept by Viva Goals until');
    expect(screen.getByRole('menuitem', { name: 'Export again' })).toBeTruthy();
  });

  test('a refusal is told', async () => {
    background.mockResolvedValue({ error: 'the disk is full', code: 'storageFailed' });
    await show([running]);
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    background.mockResolvedValue({ error: 'no', code: 'internal' });
    fireEvent.click(screen.getByRole('button', { name: 'Cancel' }));
    expect((await screen.findByRole('alert')).textContent).toContain('An error in the extension');
  });
});

describe('naming a view', () => {
  const rename = async (value: string, how: (field: HTMLElement) => void) => {
    await show([done]);
    press('Company OKRs', 'Rename');
    const field = screen.getByLabelText('Name of the view');
    fireEvent.input(field, { target: { value } });
    how(field);
  };

  test.each(['Q3 Sales', ''])('Enter keeps it: "%s"', async (name) => {
    await rename(name, (field) => fireEvent.submit(field.closest('form') as HTMLFormElement));
    expect(sent).toEqual([['renameView', { view, name }]]);
    expect(document.activeElement).toBe(
      screen.getByRole('button', { name: 'More actions for Company OKRs' }),
    );
  });

  test('Esc does not', async () => {
    await rename('Q3 Sales', (field) => fireEvent.keyDown(field, { key: 'Escape' }));
    expect(sent).toEqual([]);
    expect(names()).toEqual(['Company OKRs']);
  });

  test('shown wherever the view is', async () => {
    await show([done], { names: { [`${view.goalsOrganizationId}/${view.explorerViewId}`]: 'Q3 Sales' } });
    expect(names()).toEqual(['Q3 Sales']);
  });
});

describe('started elsewhere', () => {
  const ask = async (answer: unknown) => {
    background.mockResolvedValue({ value: answer });
    await show([done]);
    fireEvent.click(screen.getByRole('button', { name: 'Find exports started elsewhere' }));
    await screen.findByRole('region', { name: 'Started elsewhere' });
    await vi.waitFor(() => expect(sent).not.toEqual([]));
    await vi.waitFor(() => expect(document.body.textContent).not.toContain('Asking Viva Goals'));
  };
  const found = { exportJobId: 'j!9', view: otherView, status: 'succeeded', createdAt: noon };

  test('those of this browser are not among them', async () => {
    await ask({ exports: [{ ...found, exportJobId: 'j!1' }] });
    expect(sent).toEqual([['listServiceExports', { goalsOrganizationId: view.goalsOrganizationId }]]);
    expect(document.body.textContent).toContain('There are no others.');
  });

  test('one that is ready is downloaded', async () => {
    await ask({ exports: [{ ...found, expiresAt: Date.now() + 3_700_000 }] });
    const name = `Unnamed view (${otherView.explorerViewId.slice(0, 8)})`;
    expect(entry(name).getByText('Ready')).toBeTruthy();
    expect(row(name).textContent).toContain('61 minutes');
    fireEvent.click(entry(name).getByRole('button', { name: 'Download' }));
    expect(sent.at(-1)).toEqual(['fetchExport', { view: otherView, exportJobId: 'j!9' }]);
  });

  test.each([
    [{ status: 'running' }, 'Preparing', 'Download when ready'],
    [{ status: 'failed' }, 'Failed', undefined],
    [{ status: 'skipped' }, 'Skipped', undefined],
    [{ expiresAt: 1 }, 'Expired', undefined],
    [{ status: 'archived' }, 'archived', undefined],
  ])('%o', async (more, state, deed) => {
    await ask({ exports: [{ ...found, ...more }] });
    const one = entry(`Unnamed view (${otherView.explorerViewId.slice(0, 8)})`);
    expect(one.getByText(state)).toBeTruthy();
    expect(one.queryAllByRole('button').map(({ textContent }) => textContent)).toEqual(deed ? [deed] : []);
  });

  test('why it can not be had', async () => {
    await ask({ problem: { code: 'forbidden', at: noon } });
    expect(screen.getAllByRole('button', { name: 'Copy details' }).length).toBeGreaterThan(0);
  });
});
