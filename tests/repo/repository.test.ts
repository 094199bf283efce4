import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
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

test('code that is built differently for each browser is listed in CONTRIBUTING.md', () => {
  const product = tracked.filter((file) => /^(lib|components|entrypoints)\/.*\.tsx?$/.test(file));
  const different = product.filter((file) =>
    /import\.meta\.env\.(BROWSER|CHROME|FIREFOX|EDGE|SAFARI)|\buserAgent\b.*(test|match|includes)\(/.test(
      readFileSync(file, 'utf8'),
    ),
  );
  expect(different).not.toEqual([]);
  const guide = readFileSync('CONTRIBUTING.md', 'utf8');
  expect(different.filter((file) => !guide.includes(`\`${file}\``))).toEqual([]);
});

test('D1: versions are pinned, and the lockfile holds the integrity of every package', () => {
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

test('D1: no package runs a script when it is installed', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    packages: Record<string, { hasInstallScript?: boolean }>;
  };
  const scripts = Object.entries(packages).filter(([path, { hasInstallScript }]) => path && hasInstallScript);
  expect(scripts.map(([path]) => path)).toEqual([]);
});

test('D5: no file holds a key, and no package a source map', () => {
  const secret =
    /-----BEGIN [A-Z ]*PRIVATE KEY|AKIA[0-9A-Z]{16}|gh[pousr]_\w{30}|client_secret['"]?\s*[:=]\s*['"]\w/;
  expect(
    texts.filter(
      (file) => file !== 'tests/repo/repository.test.ts' && secret.test(readFileSync(file, 'utf8')),
    ),
  ).toEqual([]);
  const built = readdirSync('.output/chrome-mv3', { recursive: true, encoding: 'utf8' });
  expect(built.filter((file) => file.endsWith('.map'))).toEqual([]);
});

test('every line of the attacker’s list is answered by a test, and in docs/security.md', () => {
  const lines = [...readFileSync('docs/attackers-list.md', 'utf8').matchAll(/^- ([A-Z]\d+) /gm)].map(
    ([, id]) => id as string,
  );
  expect(lines.length).toBeGreaterThan(40);
  const tests = tracked
    .filter((file) => /\.test\.tsx?$/.test(file))
    .map((file) => readFileSync(file, 'utf8'))
    .join('\n');
  const titles = [...tests.matchAll(/['`]((?:[A-Z]\d+, )*[A-Z]\d+): /g)].flatMap(([, ids = '']) =>
    ids.split(', '),
  );
  expect(lines.filter((id) => !titles.includes(id))).toEqual([]);
  const answers = readFileSync('docs/security.md', 'utf8');
  expect(lines.filter((id) => !new RegExp(`^\\| ${id} \\|`, 'm').test(answers))).toEqual([]);
});

test('no file holds a path of somebody’s machine', () => {
  const found = texts.filter((file) =>
    /(^|["'`\s(])\/(home|root|Users|work)\/\w/m.test(readFileSync(file, 'utf8')),
  );
  expect(found).toEqual([]);
});
