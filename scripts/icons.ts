import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import puppeteer from 'puppeteer-core';
import { ensureTool } from '../tests/browser/tools.ts';
import { repacked } from './png.ts';

/* Draws the icons: those of the extension, and the logo that Edge's store wants. What is small has a drawing of its own. */

const sizes = [16, 24, 32, 48, 64, 96, 128];
const files = [
  ...sizes.map((size) => [size, `public/icon/${size}.png`] as const),
  [300, 'docs/store/logo-300.png'] as const,
];

const drawings: Record<number, string> = {
  16: 'assets/icon-16.svg',
  32: 'assets/icon-32.svg',
  64: 'assets/icon-32.svg',
};
const drawingOf = (size: number) => readFileSync(drawings[size] ?? 'assets/icon.svg', 'utf8');
mkdirSync('docs/store', { recursive: true });
const browser = await puppeteer.launch({ executablePath: ensureTool('chromium'), args: ['--no-sandbox'] });
try {
  const page = await browser.newPage();
  for (const [size, path] of files) {
    await page.setViewport({ width: size, height: size });
    await page.setContent(
      `<style>body { margin: 0 } svg { display: block; width: 100vw }</style>${drawingOf(size)}`,
    );
    writeFileSync(path, repacked(Buffer.from(await page.screenshot({ omitBackground: true }))));
  }
} finally {
  await browser.close();
}
