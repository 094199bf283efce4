import { mergeConfig, type Plugin } from 'vite';
import type { Entrypoint } from 'wxt';
import { defineWxtModule } from 'wxt/modules';

interface Modules {
  getModuleInfo(id: string): { importers: readonly string[]; dynamicImporters: readonly string[] } | null;
}

/** Whether the popup, which has to be the first to stand there, loads a module at once. */
function popupNeeds(id: string, modules: Modules, seen = new Set<string>()): boolean {
  if (/[\\/]entrypoints[\\/]popup[\\/]/.test(id)) return true;
  seen.add(id);
  return (modules.getModuleInfo(id)?.importers ?? []).some(
    (importer) => !seen.has(importer) && popupNeeds(importer, modules, seen),
  );
}

/** Shared code, and what of it: what the popup needs is gathered first, so that it has no need of the rest. */
const shared = (popups: string, others: string, test: RegExp, priority: number) => [
  {
    name: (id: string, modules: Modules) => (popupNeeds(id, modules) ? popups : null),
    debugName: popups,
    test,
    minShareCount: 2,
    priority: priority + 2,
  },
  { name: others, test, minShareCount: 2, priority },
];

/**
 * Few files instead of a dozen small ones, each of which costs a page some milliseconds before it shows anything. What only the
 * wide pages share, style sheets above all, stays out of the popup's; what writes, out of those that only read lists of views.
 */
const sharedCode = [
  ...shared(
    'core',
    'more',
    /[\\/](lib[\\/](?!offscreen[\\/](content|serve)\b|okr[\\/]|copies[\\/]|views[\\/]|schedule[\\/]|report[\\/])|wxt[\\/])|virtual:/,
    2,
  ),
  { name: 'lists', test: /[\\/]lib[\\/](views[\\/](?!policy)|schedule[\\/])/, minShareCount: 2, priority: 2 },
  ...shared('pages', 'wide-pages', /[\\/](preact|components|styles|@iconify-json)[\\/]/, 1),
];

const isBackground = ({ type }: Entrypoint): boolean => type === 'background';

/**
 * What loads a chunk: Vite's own, which each page would hold, also loads style sheets. All of ours stand in the pages (tests/repo).
 */
const plainImports: Plugin = {
  name: 'plain-imports',
  enforce: 'pre',
  load: {
    filter: { id: /vite\/preload-helper/ },
    handler: () => 'export const __vitePreload = (load) => load();',
  },
};

/**
 * Which scripts the builds have. The pages share theirs; Firefox' event page is built apart, as Chromium's worker always is, and
 * so is one script that holds what it needs and nothing of the pages'.
 */
export default defineWxtModule((wxt) => {
  wxt.hook('entrypoints:grouped', (_wxt, builds) => {
    const pages = builds.filter((build) => Array.isArray(build)).find((build) => build.some(isBackground));
    if (pages) builds.push(pages.splice(pages.findIndex(isBackground), 1));
  });
  wxt.hook('vite:build:extendConfig', (entrypoints, config) => {
    config.plugins = [...(config.plugins ?? []), plainImports];
    if (entrypoints.length === 1) return;
    const build = { rolldownOptions: { output: { codeSplitting: { groups: sharedCode } } } };
    Object.assign(config, mergeConfig(config, { build }));
  });
});
