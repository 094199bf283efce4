import { readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Plugin } from 'vite';
import { defineWxtModule } from 'wxt/modules';
import { billOfMaterials } from '../scripts/bill-of-materials.ts';
import { type BundledPackage, thirdPartyNotices } from '../scripts/third-party-notices.ts';

const collected = 'bundled-packages.json';

/** What the build writes in without a module of the package standing in a bundle: design tokens, a loading helper. */
const writtenIn = ['@fluentui/tokens', 'vite'];

/**
 * Writes `third-party-notices.txt` into the extension, from what is really in its bundles, and beside each package its bill
 * of materials (CycloneDX).
 */
export default defineWxtModule((wxt) => {
  const bundled = new Map<string, BundledPackage>();
  const packages = () => [...bundled.values()].sort((one, other) => (one.name < other.name ? -1 : 1));

  wxt.hook('vite:build:extendConfig', (_entrypoints, config) => {
    config.build = { ...config.build, license: { fileName: collected } };
    config.plugins = [...(config.plugins ?? []), collect((found) => bundled.set(found.name, found))];
    const ofWorkers = collectOfWorkers((name) => bundled.set(name, installed(wxt.config.root, name)));
    config.worker = { ...config.worker, plugins: () => [ofWorkers] };
  });
  wxt.hook('build:done', async ({ config }) => {
    for (const name of writtenIn) bundled.set(name, installed(config.root, name));
    await writeFile(join(config.outDir, 'third-party-notices.txt'), thirdPartyNotices(packages()));
  });
  wxt.hook('zip:extension:done', async ({ config }, path) => {
    const bill = billOfMaterials(packages(), config.root);
    await writeFile(join(config.outBaseDir, `${basename(path, '.zip')}.cdx.json`), bill);
  });
});

/** Vite lists the packages of each of the bundles; takes the list out of the output. */
function collect(found: (one: BundledPackage) => void): Plugin {
  return {
    name: 'bundled-packages',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const list = bundle[collected];
        if (list?.type !== 'asset') return;
        for (const one of JSON.parse(String(list.source)) as BundledPackage[]) found(one);
        delete bundle[collected];
      },
    },
  };
}

/** Workers are bundled apart, without that list. */
function collectOfWorkers(found: (name: string) => void): Plugin {
  return {
    name: 'bundled-packages-of-workers',
    generateBundle(_options, bundle) {
      for (const chunk of Object.values(bundle))
        for (const id of chunk.type === 'chunk' ? Object.keys(chunk.modules) : []) {
          const [, name] = /.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)/.exec(id) ?? [];
          if (name) found(name.replace('\\', '/'));
        }
    },
  };
}

function installed(root: string, name: string): BundledPackage {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const file = readdirSync(folder).find((it) => /^licen[cs]e/i.test(it));
  const text = file && readFileSync(join(folder, file), 'utf8');
  return { name, version, identifier: license, ...(text && { text }) };
}
