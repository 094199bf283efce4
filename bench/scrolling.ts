import type { Page } from 'puppeteer-core';
import { csvRows } from '../lib/okr/csv.ts';
import type { Bench } from './context.ts';

const frames = 300;
/** In each frame (CSS px). */
const distance = 300;
const rowHeight = 40;
const columns = 9;

/** Scrolls through many rows, some further in each frame: what 95 % of the frames take at most, from their script to their paint (ms). */
export const scrolled = (page: Page, selector: string): Promise<number> =>
  page.evaluate(
    async (box: string, count: number, px: number) => {
      const grid = document.querySelector(box) as HTMLElement;
      const times: number[] = [];
      for (let frame = 0; frame < count; frame++)
        await new Promise<void>((resolve) =>
          requestAnimationFrame(() => {
            const begun = performance.now();
            grid.scrollTop += px;
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              times.push(performance.now() - begun);
              resolve();
            };
            port2.postMessage(0);
          }),
        );
      times.sort((a, b) => a - b);
      return times[Math.floor(0.95 * times.length)] as number;
    },
    selector,
    frames,
    distance,
  );

/** What else is scrolled the same way: what this machine can do. */
interface Floors {
  /** A table of texts that has no script. */
  table: number;
  /** A box that holds nothing but lines as its background: what the browser itself takes. */
  box: number;
}

export async function floors({ world, empty }: Bench, content: Buffer): Promise<Floors> {
  const count = Math.ceil((frames * distance) / rowHeight) + 100;
  const rows: string[][] = [];
  for (const { cells } of csvRows(content.toString('utf8', 0, 10_000_000), ',')) {
    rows.push(cells.slice(0, columns));
    if (rows.length >= count) break;
  }
  const page = await world.chromium.open(`chrome-extension://${empty.id}/popup.html`);
  const settled = () => new Promise((resolve) => setTimeout(resolve, 2_000));
  try {
    await page.bringToFront();
    await page.evaluate(
      (height: number, whole: number) => {
        const box = document.createElement('div');
        Object.assign(box.style, {
          blockSize: '60vh',
          overflow: 'auto',
          contain: 'strict',
          background: 'Canvas',
        });
        const lines = document.createElement('div');
        lines.style.blockSize = `${whole * height}px`;
        lines.style.background = `repeating-linear-gradient(#fff 0 ${height - 1}px, #ccc 0 ${height}px)`;
        box.append(lines);
        document.body.replaceChildren(box);
      },
      rowHeight,
      count,
    );
    await settled();
    const box = await scrolled(page, 'div');
    await page.evaluate(
      (texts: string[][], height: number) => {
        const box = document.createElement('div');
        Object.assign(box.style, { blockSize: '60vh', overflow: 'auto', contain: 'strict' });
        const table = document.createElement('table');
        Object.assign(table.style, { tableLayout: 'fixed', inlineSize: '1320px' });
        for (const row of texts) {
          const line = table.insertRow();
          line.style.blockSize = `${height}px`;
          for (const text of row) {
            const cell = line.insertCell();
            cell.textContent = text;
            Object.assign(cell.style, { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' });
          }
        }
        box.append(table);
        document.body.replaceChildren(box);
      },
      rows,
      rowHeight,
    );
    await settled();
    return { table: await scrolled(page, 'div'), box };
  } finally {
    await page.close();
  }
}
