import type { Saving } from '../files/export-file.ts';
import type { Creation, JobState } from '../graph/answers.ts';
import type { FetchedContent } from '../offscreen/operations.ts';
import type { Setback } from '../problems/problems.ts';
import type { OpenPhase } from './job.ts';

/** What the step of each phase can bring. */
export interface Progress {
  /** About to POST. */
  requested: { type: 'asking' };
  creating: Creation;
  following: JobState;
  ready:
    | (FetchedContent & { name: string })
    /** The browser fetches it from another host. */
    | { type: 'elsewhere'; host: string; source: string; name: string; notExcel?: string };
  saving: Saving;
}

export type Outcome = { [P in OpenPhase]: Progress[P] }[OpenPhase] | Setback;
