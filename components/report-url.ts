import type { Job } from '../lib/jobs/job.ts';

/** Where an export's report is. */
export const reportUrl = ({ id }: Job): string => `/report.html?export=${encodeURIComponent(id)}`;
