import { build } from 'vite';
import type { Plugin } from 'vitest/config';

const suffix = '?as-script';

/**
 * Gives a module, with all that it imports, as the text of one script, `import code from './x.ts?as-script'`: made once, however
 * many files of tests ask for it.
 * @param outside what the script does not hold, but takes from an array `outside`: how the paths of these modules end, in its order
 */
export function asScript(outside: string[]): Plugin {
  const indexOf = (id: string) => outside.findIndex((name) => id.endsWith(name));
  return {
    name: 'as-script',
    enforce: 'pre',
    // Not kept for the next run: Vitest would look for changes in the entry alone.
    configureVitest: ({ defineCacheKeyGenerator }) =>
      defineCacheKeyGenerator(({ id }) => (id.endsWith(suffix) ? false : undefined)),
    async load(id) {
      if (!id.endsWith(suffix)) return;
      const entry = id.slice(0, -suffix.length);
      const [built] = (await build({
        configFile: false,
        logLevel: 'error',
        define: { 'import.meta.env.BROWSER': '"chrome"' },
        build: {
          write: false,
          minify: false,
          target: 'esnext',
          lib: { entry, formats: ['iife'], name: 'entry' },
          rolldownOptions: {
            external: (imported) => indexOf(imported) >= 0,
            output: { codeSplitting: false, globals: (imported) => `outside[${indexOf(imported)}]` },
          },
        },
      })) as unknown as { output: [{ code: string; moduleIds: string[] }] }[];
      const script = built?.output[0];
      for (const file of script?.moduleIds ?? []) this.addWatchFile(file);
      return `export default ${JSON.stringify(`${script?.code}; return entry;`)};`;
    },
  };
}
