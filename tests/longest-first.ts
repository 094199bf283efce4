import { basename } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, the longest first; most of them wait for alarms, restarts and policies, and others compute meanwhile. */
const long = [
  'crash-points',
  'accessibility',
  'one-browser',
  'event-page',
  'restart',
  'answers',
  'chaos',
  'views',
  'views-restart',
  'file-format',
  'managed',
  'update',
  'durability',
  'copies-refused',
  'sign-in',
  'attacks-service',
  'page-button-place',
  'hang',
  'packages',
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
