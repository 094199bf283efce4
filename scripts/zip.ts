import { zip } from 'wxt';

/*
 * The packages for the stores, in .output/: one for each, with its bill of materials, and the sources that Mozilla asks for.
 * Stores give ids of their own and refuse a manifest that brings its key.
 */
for (const browser of ['chrome', 'edge', 'firefox'])
  await zip({
    browser,
    outDirTemplate: 'packages/{{browser}}',
    hooks: {
      'build:manifestGenerated': (_wxt, manifest) => {
        delete manifest.key;
      },
    },
  });
