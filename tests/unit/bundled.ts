import { execFileSync } from 'node:child_process';

/**
 * A module as one script: each call of what it gives evaluates it and all that it imports anew, as a start of a worker does,
 * but reads and translates nothing again, as a module registry of its own would.
 * @param outside instead of what it imports from there: how the modules' paths end, and what they export
 */
export function bundled<T>(entry: string, outside: Record<string, object>): () => T {
  const code = execFileSync(process.execPath, ['tests/unit/bundle.ts', entry, ...Object.keys(outside)], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
  });
  const evaluate = new Function('outside', code) as (modules: object[]) => T;
  return () => evaluate(Object.values(outside));
}
