import type { Tone } from '../../../lib/report/protocol.ts';
import { saveFile } from '../save-file.ts';

export interface LinePoint {
  /** ISO 8601 */
  day: string;
  value: number;
}

/** Of a line chart, in units of its view box. */
export const size = { width: 400, height: 180, left: 56, top: 12, bottom: 150 };

/** Where a line goes. Pure. */
export function lineOf(points: LinePoint[]) {
  const times = points.map(({ day }) => Date.parse(day));
  const values = points.map(({ value }) => value);
  const [start, end] = [Math.min(...times), Math.max(...times)];
  const low = Math.min(0, ...values);
  const high = Math.max(...values, low + 1);
  const path = points.map(({ value }, at): [number, number] => [
    size.left + ((size.width - size.left) * ((times[at] as number) - start)) / Math.max(1, end - start),
    size.bottom - ((size.bottom - size.top) * (value - low)) / (high - low),
  ]);
  return { path, low, high, start, end };
}

/** Twice as fine as a screen: for slides. */
const scale = 2;
const width = 960;
const font = (px: number, weight = 400) => `${weight} ${px}px system-ui, sans-serif`;

/** A white sheet with a title. */
function sheet(title: string, height: number): [HTMLCanvasElement, CanvasRenderingContext2D] | undefined {
  const canvas = document.createElement('canvas');
  Object.assign(canvas, { width: width * scale, height: height * scale });
  const pen = canvas.getContext('2d');
  if (!pen) return undefined;
  pen.scale(scale, scale);
  pen.fillStyle = '#fff';
  pen.fillRect(0, 0, width, height);
  pen.fillStyle = '#242424';
  pen.font = font(24, 600);
  pen.fillText(title, 24, 40, width - 48);
  return [canvas, pen];
}

function save(canvas: HTMLCanvasElement, title: string): void {
  canvas.toBlob((blob) => {
    if (!blob) return;
    saveFile(blob, `${title}.png`);
  });
}

/** What a status is painted with on this page. */
function colorOf(tone: Tone): string {
  const probe = document.createElement('span');
  // Of a pattern, its lines.
  probe.className = `tone ${tone === 'none' ? 'notStarted' : tone}`;
  document.body.append(probe);
  const { backgroundColor } = getComputedStyle(probe);
  probe.remove();
  return backgroundColor;
}

/** As `tones.css` draws what has no status. */
function hatch(pen: Pen, x: number, y: number, length: number, height: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(x + 1, y + 1, length - 2, height - 2);
  pen.clip();
  pen.strokeStyle = '#fff';
  pen.lineWidth = 3;
  for (let from = x - height; from < x + length; from += 7) {
    pen.moveTo(from, y + height);
    pen.lineTo(from + height, y);
  }
  pen.stroke();
  pen.restore();
}

type Pen = CanvasRenderingContext2D;

/** A bar's part, or a colour of the legend. */
function block(pen: Pen, tone: Tone, x: number, y: number, length: number, height: number): void {
  pen.fillStyle = colorOf(tone);
  pen.fillRect(x, y, length, height);
  if (tone === 'none') hatch(pen, x, y, length, height);
  pen.fillStyle = '#242424';
}

/** What the colours mean: beside the page nothing else tells. @returns where its lines end */
function legend(pen: Pen, entries: [Tone, string][], top: number, draw: boolean): number {
  pen.font = font(14);
  let [x, y] = [24, top];
  for (const [tone, label] of entries) {
    const length = Math.min(280, pen.measureText(label).width);
    if (x > 24 && x + 20 + length > width - 24) [x, y] = [24, y + 24];
    if (draw) {
      block(pen, tone, x, y, 14, 14);
      pen.fillText(label, x + 20, y + 12, 280);
    }
    x += length + 44;
  }
  return y + 32;
}

/** Saves bars as a PNG. @param meanings what the colours mean, unless the labels say it */
export function paintBars(
  title: string,
  bars: { label: string; parts: [Tone, number][] }[],
  meanings: [Tone, string][],
): void {
  const measure = document.createElement('canvas').getContext('2d');
  if (!measure) return;
  const top = meanings.length > 0 ? legend(measure, meanings, 64, false) : 72;
  const [canvas, pen] = sheet(title, top + bars.length * 36) ?? [];
  if (!canvas || !pen) return;
  legend(pen, meanings, 64, true);
  const total = (parts: [Tone, number][]) => parts.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(1, ...bars.map(({ parts }) => total(parts)));
  pen.font = font(16);
  for (const [at, { label, parts }] of bars.entries()) {
    const y = top + at * 36;
    pen.fillStyle = '#242424';
    pen.fillText(label, 24, y + 17, 260);
    let x = 300;
    for (const [tone, count] of parts) {
      const length = (count / most) * 560;
      block(pen, tone, x, y, length, 22);
      x += length;
    }
    pen.fillText(String(total(parts)), x + 8, y + 17);
  }
  save(canvas, title);
}

/** Saves a line as a PNG. */
export function paintLine(title: string, points: LinePoint[], text: (value: number) => string): void {
  const [canvas, pen] = sheet(title, 500) ?? [];
  if (!canvas || !pen) return;
  const { path, low, high } = lineOf(points);
  const k = (width - 48) / size.width;
  pen.font = font(14);
  pen.fillStyle = '#616161';
  pen.fillText(text(high), 24, 64 + size.top * k);
  pen.fillText(text(low), 24, 64 + size.bottom * k);
  pen.strokeStyle = '#0f6cbd';
  pen.lineWidth = 3;
  pen.beginPath();
  for (const [x, y] of path) pen.lineTo(24 + x * k, 60 + y * k);
  pen.stroke();
  pen.fillText(points[0]?.day ?? '', 24 + size.left * k, 484);
  pen.fillText(points.at(-1)?.day ?? '', width - 110, 484);
  save(canvas, title);
}
