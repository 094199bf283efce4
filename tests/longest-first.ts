import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that wait for alarms, restarts and policies, the longest first: what only computes runs beside them. */
const long = [
  'chaos',
  'restart',
  'crash-points',
  'views',
  'managed',
  'answers',
  'copies-refused',
  'accessibility',
  'update',
  'sign-in',
  'hang',
];

const rank = ({ moduleId }: TestSpecification): number => {
  const at = long.indexOf(basename(moduleId).split('.')[0] ?? '');
  return at < 0 ? long.length : at;
};

/** So that no long file begins last, when all others have ended. */
export default class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}
