import type { Job } from '../../lib/jobs/job.ts';
import { until } from '../browser/until.ts';

/** The exports that an extension has written down, in whichever browser. */
export interface StoredJobs {
  jobs(): Promise<Job[]>;
  /** The one export there is, once it is as described. */
  job(what: string, is: (job: Job) => boolean, patience?: number): Promise<Job>;
}

/** @param readLocal the contents of `storage.local` */
export function storedJobs(readLocal: () => Promise<Record<string, unknown>>): StoredJobs {
  const jobs = async () =>
    Object.entries(await readLocal()).flatMap(([key, job]) => (key.startsWith('job:') ? [job as Job] : []));
  return {
    jobs,
    job: (what, is, patience) =>
      until(
        `an export that ${what}`,
        async () => {
          const known = await jobs();
          const found = known.find(is);
          if (!found) throw new Error(JSON.stringify(known, null, 1));
          return found;
        },
        patience,
      ),
  };
}
