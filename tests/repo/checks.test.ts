import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';

const run = (tool: string, ...args: string[]): string => {
  try {
    execFileSync(`node_modules/.bin/${tool}`, args, { stdio: 'pipe', encoding: 'utf8' });
    return '';
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    return stdout + stderr || String(error);
  }
};

// One after the other: several at a time would each look through the browsers' and Node's types again.
test('types', () => expect(run('tsc', '--noEmit', '--singleThreaded')).toBe(''));

test('lint and format', () =>
  expect(run('biome', 'ci', '--error-on-warnings', '--colors=off', '.')).toBe(''));

// What is exported and used nowhere, packages that nobody imports.
test('nothing is left over', () => expect(run('knip', '--no-progress')).toBe(''));
