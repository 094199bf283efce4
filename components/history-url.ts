import type { Job } from '../lib/jobs/job.ts';

/** Where an export stands in the history. */
export const historyUrl = ({ id }: Pick<Job, 'id'>): string =>
  `/export-history.html?export=${encodeURIComponent(id)}`;
