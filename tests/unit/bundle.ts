import { build } from 'vite';

/* Writes a module, with all that it imports, as one script: `bundled.ts` asks for it. In a process of its own, since the bundler takes no other context than the process's. */

const [entry = '', ...outside] = process.argv.slice(2);
const indexOf = (id: string) => outside.findIndex((name) => id.endsWith(name));
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
      external: (id) => indexOf(id) >= 0,
      output: { codeSplitting: false, globals: (id) => `outside[${indexOf(id)}]` },
    },
  },
})) as unknown as { output: [{ code: string }] }[];
process.stdout.write(`${built?.output[0].code}; return entry;`);
