// @vitest-environment node
import { expect, test } from 'vitest';
import { accountFor } from '../../lib/jobs/accounts.ts';
import type { Job } from '../../lib/jobs/job.ts';
import { account as alice, jobIn, view } from './samples.ts';

const bob = { ...alice, homeAccountId: 'bob.t', username: 'bob@contoso.com' };
const accepted = (account: typeof alice, more: Partial<Job> = {}) =>
  jobIn('done', { account, exportJobId: 'j!1', ...more });
const { account: _nobody, ...asked } = jobIn('requested');
const elsewhere = { ...view, goalsOrganizationId: '11111111-2222-3333-4444-555555555555' };

test.each<[string, Job[], typeof alice | undefined]>([
  ['nothing exported yet', [], undefined],
  ['accepted', [accepted(alice)], alice],
  ['accepted, of another organization', [accepted(alice, { view: elsewhere })], undefined],
  ['the last one counts', [accepted(bob), accepted(alice)], bob],
  ['one that nobody was asked for yet says nothing', [asked, accepted(alice)], alice],
  ['the service took it no more', [jobIn('failed', { account: bob }), accepted(bob)], undefined],
])('%s', (_what, jobs, expected) => {
  expect(accountFor(view.goalsOrganizationId, jobs)).toEqual(expected);
});
