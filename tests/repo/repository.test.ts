import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
  .split('\0')
  .filter((file) => file && existsSync(file));
const texts = tracked.filter(
  (file) => /\.(tsx?|css|html|json|md|sh|ya?ml|npmrc)$|run$/.test(file) && !file.includes('package-lock'),
);
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Record<string, Record<string, string>>;

test('the README names no script that does not exist', () => {
  const named = [...readFileSync('README.md', 'utf8').matchAll(/npm run ([\w:-]+)/g)].map(
    ([, name = '']) => name,
  );
  expect(named.filter((name) => !manifest.scripts?.[name])).toEqual([]);
});

test('links between the documents lead somewhere', () => {
  for (const file of tracked.filter((name) => name.endsWith('.md')))
    for (const [, target = ''] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)/g))
      expect(existsSync(new URL(target, `file://${process.cwd()}/${file}`)), `${file}: ${target}`).toBe(true);
});

test('versions are pinned, and the lockfile holds the integrity of every package', () => {
  const { dependencies, devDependencies, optionalDependencies } = manifest;
  for (const version of Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies }))
    expect(version).toMatch(/^\d/);
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { integrity?: string; link?: boolean; resolved?: string }>;
  };
  const entries = Object.entries(packages).filter(([path]) => path !== '');
  expect(entries.filter(([, { integrity, link }]) => !integrity && !link).map(([path]) => path)).toEqual([]);
  expect(entries.filter(([, { resolved }]) => resolved).map(([path]) => path)).toEqual([]);
});

test('no file holds a path of somebody’s machine', () => {
  const found = texts.filter((file) =>
    /(^|["'`\s(])\/(home|root|Users|work)\/\w/m.test(readFileSync(file, 'utf8')),
  );
  expect(found).toEqual([]);
});
