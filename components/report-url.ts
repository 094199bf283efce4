import type { Job } from '../lib/jobs/job.ts';

/** Where an export's report is. */
export const reportUrl = ({ id }: Pick<Job, 'id'>): string => `/report.html?export=${encodeURIComponent(id)}`;
