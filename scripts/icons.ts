import { mkdirSync, readFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { ensureTool } from '../tests/browser/tools.ts';

/* Draws the icons from assets/icon.svg: those of the extension, and the logo that Edge's store wants. */

const sizes = [16, 24, 32, 48, 64, 96, 128];
const files = [
  ...sizes.map((size) => [size, `public/icon/${size}.png`] as const),
  [300, 'docs/store/logo-300.png'] as const,
];

const svg = readFileSync('assets/icon.svg', 'utf8');
mkdirSync('docs/store', { recursive: true });
const browser = await puppeteer.launch({ executablePath: ensureTool('chromium'), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const [size, path] of files) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(`<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${svg}`);
    await page.screenshot({ path: path as `${string}.png`, omitBackground: true });
  }
} finally {
  await browser.close();
}
