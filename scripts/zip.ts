import { copyFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { zip } from 'wxt';

/*
 * The packages for the stores, in .output/: one for each, with its bill of materials, and the sources that Mozilla asks for;
 * or those for the browsers that are named. Stores give ids of their own and refuse a manifest that brings its key.
 */
const wanted = process.argv.length > 2 ? process.argv.slice(2) : ['chrome', 'edge', 'firefox'];
process.env.NODE_ENV = 'production';
for (const browser of new Set(wanted.map((name) => (name === 'edge' ? 'chrome' : name))))
  await zip({
    browser,
    outDirTemplate: 'packages/{{browser}}',
    // Firefox's own would lack the offscreen document, and the demo with it.
    zip: { zipSources: browser === 'chrome' },
    hooks: {
      'build:manifestGenerated': (_wxt, manifest) => {
        delete manifest.key;
      },
    },
  });
// Edge gets what Chrome gets.
if (wanted.includes('edge'))
  for (const name of readdirSync('.output').filter((name) => /-chrome\.(zip|cdx\.json)$/.test(name)))
    copyFileSync(join('.output', name), join('.output', name.replace('-chrome.', '-edge.')));
