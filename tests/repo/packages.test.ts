import { execFile, spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

/* The packages for the stores, made twice: here, and from Mozilla's sources zip by its own instructions. */

const { version, dependencies } = JSON.parse(readFileSync('package.json', 'utf8'));
const again = mkdtempSync(join(tmpdir(), 'export-view-sources-'));
const names = ['chrome', 'edge', 'firefox', 'sources'].map((name) => `export-view-${version}-${name}.zip`);
const [chrome = '', edge = '', firefox = '', sources = ''] = names;

const read = (name: string, root = '.') => readFileSync(join(root, '.output', name));
const unzip = (name: string) =>
  new Map(Object.entries(unzipSync(read(name))).map(([path, bytes]) => [path, Buffer.from(bytes)]));
/** While one is run, the worker has to answer the test runner. */
const run = (cwd: string, script: string, ...args: string[]) =>
  promisify(execFile)(process.execPath, [script, ...args], { cwd });
const zip = (cwd: string, ...browsers: string[]) => run(cwd, 'scripts/zip.ts', ...browsers);
const built = (folder: string) =>
  new Map(
    readdirSync(folder, { recursive: true, withFileTypes: true }).flatMap((entry) => {
      const path = join(entry.parentPath, entry.name);
      return entry.isFile() ? [[path.slice(folder.length + 1), readFileSync(path)] as const] : [];
    }),
  );

beforeAll(async () => {
  await zip('.');
  for (const [path, bytes] of unzip(sources)) {
    mkdirSync(join(again, dirname(path)), { recursive: true });
    writeFileSync(join(again, path), bytes);
  }
  // Stands for `npm ci`, which gives the same by the lock file.
  symlinkSync(join(process.cwd(), 'node_modules'), join(again, 'node_modules'));
  await run(again, 'node_modules/wxt/bin/wxt.mjs', 'prepare');
  await zip(again);
}, 600_000);
afterAll(() => rmSync(again, { recursive: true, force: true }));

test.each(names)('%s: the same bytes both times', (name) => {
  expect(read(name, again).equals(read(name))).toBe(true);
});

describe('what the tests of this project tried is what is shipped', () => {
  test('Firefox', () => {
    expect(unzip(firefox)).toEqual(built('.output/firefox-mv3'));
  });

  test('Chrome, but for the key, which stores do not take', () => {
    const [shipped, tried] = [unzip(chrome), built('.output/chrome-mv3')];
    const { key, ...manifest } = JSON.parse(String(tried.get('manifest.json')));
    expect(key).toBeTruthy();
    expect(JSON.parse(String(shipped.get('manifest.json')))).toEqual(manifest);
    for (const files of [shipped, tried]) files.delete('manifest.json');
    expect(shipped).toEqual(tried);
  });

  test('Edge has the same as Chrome', () => expect(read(edge).equals(read(chrome))).toBe(true));
});

/** What a package may hold. */
const needed =
  /^(assets\/[\w-]+\.(?:css|js)|chunks\/[\w.-]+\.js|content-scripts\/explorer\.js|background\.js|[a-z-]+\.html|icon\/\d+\.png|_locales\/\w+\/messages\.json|manifest\.json|managed-schema\.json|third-party-notices\.txt)$/;

describe.each([chrome, firefox])('%s', (name) => {
  test('nothing that a user does not need', () => {
    expect([...unzip(name).keys()].filter((path) => !needed.test(path))).toEqual([]);
    expect(unzip(name).has('managed-schema.json')).toBe(name === chrome);
  });

  test('names what it bundles, with its licence, and in a valid bill of materials', async () => {
    const notices = String(unzip(name).get('third-party-notices.txt'));
    const named = [...notices.matchAll(/^-{80}\n\n(\S+) (\S+) \((.+)\)$/gm)];
    const packages = named.map(([, it = '', its]) => `${it}@${its}`);
    const { packages: locked } = JSON.parse(readFileSync('package-lock.json', 'utf8'));
    for (const it of [...Object.keys(dependencies), '@azure/msal-common', 'wxt', '@fluentui/tokens'])
      expect(packages).toContain(`${it}@${locked[`node_modules/${it}`].version}`);
    for (const [, , , licence] of named) expect(['ISC', 'MIT', 'MPL-2.0']).toContain(licence);

    const bill = String(read(name.replace('.zip', '.cdx.json')));
    const { components, metadata } = JSON.parse(bill);
    expect(await new Validation.JsonStrictValidator(Spec.Version.v1dot6).validate(bill)).toBeNull();
    expect(metadata.component).toMatchObject({ name: 'export-view', version });
    expect(
      components
        .map(
          (one: { group?: string; name: string; version: string }) =>
            `${one.group ? `${one.group}/` : ''}${one.name}@${one.version}`,
        )
        .sort(),
    ).toEqual([...packages].sort());
    for (const { hashes } of components) expect(hashes[0].content).toMatch(/^[0-9a-f]{128}$/);
  });
});

test('one version, and the changelog has it', () => {
  const lock = JSON.parse(readFileSync('package-lock.json', 'utf8'));
  expect([lock.version, lock.packages[''].version]).toEqual([version, version]);
  for (const name of [chrome, edge, firefox])
    expect(JSON.parse(String(unzip(name).get('manifest.json'))).version).toBe(version);
  expect(readFileSync('CHANGELOG.md', 'utf8').match(/^## (\S+)/m)?.[1]).toBe(version);
});

test('the sources hold what building and the demo need, and nothing that these make', () => {
  const paths = [...unzip(sources).keys()];
  expect(paths).toEqual(
    expect.arrayContaining(['LICENSE', 'README.md', 'package-lock.json', 'wxt.config.ts', 'tests/demo.ts']),
  );
  expect(paths.filter((path) => /^(node_modules|\.)/.test(path))).toEqual([]);
});

/** A finding of Mozilla's linter, with its file's name without what changes with its content. */
interface Finding {
  code: string;
  file?: string;
}
const findingOf = ({ code, file = '' }: Finding) =>
  `\`${code}\` | \`${file.replace(/-[\w-]{8}\.js$/, '.js')}\``;

test("Mozilla's linter finds no error, and nothing that is not explained", () => {
  const linter = spawnSync('addons-linter', ['--output', 'json', join('.output', firefox)], {
    encoding: 'utf8',
  });
  const { errors, notices, warnings } = JSON.parse(linter.stdout) as Record<string, Finding[]>;
  expect(errors).toEqual([]);
  const explained = readFileSync('docs/store/reviewers.md', 'utf8').matchAll(/^\| (`[A-Z_]+` \| `\S+`) \|/gm);
  expect([...(notices ?? []), ...(warnings ?? [])].map(findingOf)).toEqual(
    [...explained].map(([, it]) => it),
  );
});
