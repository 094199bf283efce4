import { readFileSync, writeFileSync } from 'node:fs';
import {
  filesOfPart,
  mostOfPackage,
  packageSize,
  parts,
  type Size,
  sizeOf,
} from '../scripts/bundle-sizes.ts';
import { chromeBuild } from '../tests/browser/chromium.ts';
import { firefoxBuild } from '../tests/browser/firefox.ts';
import type { Row } from './row.ts';

const builds = { Chrome: chromeBuild, Firefox: firefoxBuild };
type BrowserName = keyof typeof builds;

/** What the last release weighed: written when a release is made (`npm run bench -- --release`); empty before the first. */
const file = 'bench/released-bytes.json';
interface Released {
  version?: string;
  sizes: Partial<Record<BrowserName, Record<string, Size>>>;
}
const released = (): Released => JSON.parse(readFileSync(file, 'utf8')) as Released;

function sizesOf(folder: string): Record<string, Size> {
  const sizes = parts.map((part) => [part.name, sizeOf(folder, filesOfPart(folder, part))]);
  const zip = packageSize(folder);
  return { ...Object.fromEntries(sizes), package: { raw: zip, gzip: zip } };
}

/** Keeps today's sizes as those of a release. */
export function writeReleased(version: string): void {
  const sizes = Object.fromEntries(Object.entries(builds).map(([name, folder]) => [name, sizesOf(folder)]));
  writeFileSync(file, `${JSON.stringify({ version, sizes }, null, 2)}\n`);
}

const kB = (bytes: number) => (bytes / 1000).toFixed(1);
const most = (name: string) => parts.find((part) => part.name === name)?.most ?? mostOfPackage;
const shown = (name: string, { raw, gzip }: Size): string =>
  name === 'package' ? `${kB(raw)} kB` : `${kB(raw)} kB, ${kB(gzip)} kB gzip`;

export async function rows(): Promise<Row[]> {
  const { version, sizes: before } = released();
  return Object.entries(builds).flatMap(([browser, folder]) =>
    Object.entries(sizesOf(folder)).map(([name, size]): Row => {
      const then = before[browser as BrowserName]?.[name];
      return {
        what: `bytes, ${browser}: ${name}`,
        against: version ? `release ${version}` : 'the last release: there is none yet',
        figure: then
          ? `${(size.gzip / then.gzip).toFixed(2)} (${shown(name, size)} / ${shown(name, then)})`
          : shown(name, size),
        goal: `≤ ${most(name)} kB ${name === 'package' ? 'as a zip file' : 'gzip'}, held by a test`,
        met: size.gzip / 1000 <= most(name),
      };
    }),
  );
}
