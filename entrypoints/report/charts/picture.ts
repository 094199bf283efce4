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
function hatch(pen: CanvasRenderingContext2D, x: number, y: number, length: number): void {
  pen.save();
  pen.beginPath();
  pen.rect(x + 1, y + 1, length - 2, 20);
  pen.clip();
  pen.strokeStyle = '#fff';
  pen.lineWidth = 3;
  for (let from = x - 22; from < x + length; from += 7) {
    pen.moveTo(from, y + 22);
    pen.lineTo(from + 22, y);
  }
  pen.stroke();
  pen.restore();
}

/** Saves bars as a PNG. */
export function paintBars(title: string, bars: { label: string; parts: [Tone, number][] }[]): void {
  const [canvas, pen] = sheet(title, 72 + bars.length * 36) ?? [];
  if (!canvas || !pen) return;
  const total = (parts: [Tone, number][]) => parts.reduce((sum, [, count]) => sum + count, 0);
  const most = Math.max(1, ...bars.map(({ parts }) => total(parts)));
  pen.font = font(16);
  for (const [at, { label, parts }] of bars.entries()) {
    const y = 72 + at * 36;
    pen.fillStyle = '#242424';
    pen.fillText(label, 24, y + 17, 260);
    let x = 300;
    for (const [tone, count] of parts) {
      pen.fillStyle = colorOf(tone);
      const length = (count / most) * 560;
      pen.fillRect(x, y, length, 22);
      if (tone === 'none') hatch(pen, x, y, length);
      x += length;
    }
    pen.fillStyle = '#242424';
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
