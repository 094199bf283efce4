import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/* The homes of browsers that end with a process of the test runner, which is killed and tidies nothing up: the runner itself does. */

const prefix = (runner: number) => `export-view-shared-${runner}-`;

/** In a process of the runner. */
export const makeSharedHome = (): string => mkdtempSync(join(tmpdir(), prefix(process.ppid)));

/** In the runner, once its processes have ended. */
export function removeSharedHomes(): void {
  for (const name of readdirSync(tmpdir()))
    if (name.startsWith(prefix(process.pid)))
      try {
        rmSync(join(tmpdir(), name), { recursive: true, force: true, maxRetries: 5 });
      } catch {
        // A browser that is still going away: it is a temporary folder all the same.
      }
}
