import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

const sizesOf = { chrome: [16, 24, 32, 48, 128], firefox: [16, 24, 32, 48, 64, 96, 128] };

/** @returns width and height in pixels, and whether each pixel has an alpha, from a PNG's header. */
function header(path: string) {
  const png = readFileSync(path);
  expect(png.toString('latin1', 1, 4)).toBe('PNG');
  return { width: png.readUInt32BE(16), height: png.readUInt32BE(20), alpha: png[25] === 6 };
}

test.each(['chrome', 'firefox'] as const)(
  '%s: icons in every size that it and its stores ask for',
  (browser) => {
    const sizes = sizesOf[browser];
    const folder = `.output/${browser}-mv3`;
    const { icons } = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8'));
    expect(Object.keys(icons).map(Number)).toEqual(sizes);
    for (const size of sizes)
      expect(header(`${folder}/${icons[size]}`)).toEqual({ width: size, height: size, alpha: true });
  },
);

test("the logo that Edge's store asks for", () => {
  expect(header('docs/store/logo-300.png')).toEqual({ width: 300, height: 300, alpha: true });
});
