// @vitest-environment node
import { gzipSync, strToU8, Zip, ZipDeflate, ZipPassThrough, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { breathing } from '../../lib/okr/breath.ts';
import { crc32 } from '../../lib/okr/crc.ts';
import { limits } from '../../lib/okr/limits.ts';
import { readFiles } from '../../lib/okr/read.ts';
import { openZip } from '../../lib/okr/zip.ts';

const view = strToU8('Id,Title,Status\n1,One,On Track\n');
const read = (bytes: Uint8Array, name = 'files.zip') => readFiles([{ name, bytes }]);
const told = async (bytes: Uint8Array) => {
  const { reports, troubles } = await read(bytes);
  expect(reports).toEqual([]);
  return troubles.map(({ file, code }) => [file, code]);
};

test('views in a zip, also in folders and in a zip within; what systems leave there is passed over in silence', async () => {
  const inner = zipSync({ 'b.csv': view });
  const { reports, troubles } = await read(
    zipSync({
      'folder/a.csv': view,
      'inner.zip': inner,
      '__MACOSX/folder/._a.csv': strToU8('x'),
      '.DS_Store': view,
      'empty/': new Uint8Array(),
    }),
  );
  expect(reports.map(({ name, files }) => [name, files[0]?.name])).toEqual([
    ['a', 'files.zip/folder/a.csv'],
    ['b', 'files.zip/inner.zip/b.csv'],
  ]);
  expect(troubles).toEqual([]);
});

test('files of others are left out, and told', async () => {
  const { reports, troubles } = await read(
    zipSync({ 'a.csv': view, 'photo.png': Uint8Array.of(137, 80, 78, 71, 0, 1) }),
  );
  expect(reports).toHaveLength(1);
  expect(troubles).toEqual([{ file: 'files.zip/photo.png', code: 'fileIgnored' }]);
  expect(await told(zipSync({ 'photo.png': Uint8Array.of(137, 80, 78, 71, 0, 1) }))).toEqual([
    ['files.zip', 'zipEmpty'],
  ]);
  expect(await told(zipSync({}))).toEqual([['files.zip', 'zipEmpty']]);
});

test.each(['content.xml', 'Index/Document.iwa'])(
  'a spreadsheet of another kind (%s): what to save it as',
  async (name) => {
    const parts = { mimetype: strToU8('x'), [name]: strToU8('<x/>') };
    expect(await told(zipSync(parts))).toEqual([['files.zip', 'otherSpreadsheet']]);
  },
);

test.each([
  ['in their heads', undefined],
  ['behind them', ZipDeflate],
  ['behind them, not compressed', ZipPassThrough],
])(
  'cut off: what is whole in it is shown, the rest told; the files’ sizes stand %s',
  async (_where, Stream) => {
    const one = (title: string) => strToU8(`Id,Title\n1,${title}\n`);
    const long = strToU8(
      `Id,Title\n${Array.from({ length: 300 }, (_, at) => `${at},${Math.sin(at)}\n`).join('')}`,
    );
    const files: Record<string, Uint8Array> = { 'a.csv': one('A'), 'b.csv': one('B'), 'c.csv': long };
    const parts: Uint8Array[] = [];
    const stream = new Zip((_, part) => parts.push(part));
    for (const [name, bytes] of Object.entries(files)) {
      const file = new (Stream ?? ZipDeflate)(name);
      stream.add(file);
      file.push(bytes, true);
    }
    stream.end();
    const zip = Stream ? new Uint8Array(Buffer.concat(parts)) : zipSync(files);
    const cutAt = async (at: number) => {
      const { reports, troubles } = await readFiles([{ name: 'a.zip', bytes: zip.slice(0, at) }]);
      return [reports.map(({ name }) => name), troubles.map(({ file, code }) => [file, code])];
    };
    const told = ['a.zip', 'zipUnreadable'];
    expect(await cutAt(zip.length)).toEqual([['a', 'b', 'c'], []]);
    expect(await cutAt(zip.length - 60)).toEqual([['a', 'b', 'c'], [told]]);
    expect(await cutAt(600)).toEqual([
      ['a', 'b'],
      [told, ['a.zip/c.csv', 'zipUnreadable']],
    ]);
    expect(await cutAt(40)).toEqual([[], [told]]);
    expect(await cutAt(10)).toEqual([[], [told]]);
  },
);

test('a file that is compressed by itself; a damaged one and one that is too big are told', async () => {
  const packed = gzipSync(view);
  const { reports } = await read(packed, 'a.csv.gz');
  expect(reports.map(({ name, files }) => [name, files[0]?.name])).toEqual([['a', 'a.csv']]);
  expect((await read(zipSync({ 'b.csv.gz': packed }))).reports.map(({ name }) => name)).toEqual(['b']);
  expect(await told(packed.subarray(0, -9))).toEqual([['files.zip', 'zipUnreadable']]);
  const { unpackedBytes } = limits;
  limits.unpackedBytes = 1_000_000;
  try {
    expect(await told(gzipSync(new Uint8Array(2_000_000)))).toEqual([['files.zip', 'tooBig']]);
  } finally {
    limits.unpackedBytes = unpackedBytes;
  }
});

/** Where the directory has its first file. */
const directoryAt = (zip: Uint8Array): number => new DataView(zip.buffer).getUint32(zip.length - 6, true);

function changed(zip: Uint8Array, change: (view: DataView, directory: number) => void): Uint8Array {
  const copy = zip.slice();
  change(new DataView(copy.buffer), directoryAt(copy));
  return copy;
}

test.each<[string, (view: DataView, directory: number) => void]>([
  ['protected by a password', (view, at) => view.setUint16(at + 8, 1, true)],
  ['of a method that nobody knows', (view, at) => view.setUint16(at + 10, 99, true)],
  ['with a byte of its data changed', (view) => view.setUint8(36, view.getUint8(36) ^ 1)],
  ['with another check sum', (view, at) => view.setUint32(at + 16, 1, true)],
  ['more in it than it declares', (view, at) => view.setUint32(at + 24, 3, true)],
  ['less in it than it declares', (view, at) => view.setUint32(at + 24, 3000, true)],
  ['with its data outside of the file', (view, at) => view.setUint32(at + 42, 0x7fffffff, true)],
  ['with a directory outside of the file', (view) => view.setUint32(view.byteLength - 6, 0x7fffffff, true)],
])('%s: told once', async (_, change) => {
  expect(await told(changed(zipSync({ 'a.csv': view }), change))).toEqual([['files.zip', 'zipUnreadable']]);
});

test('a zip with a comment, behind something else, or as large files have it', async () => {
  const zip = zipSync({ 'a.csv': view }, { comment: 'PK' });
  expect((await read(zip)).reports).toHaveLength(1);
  const behind = new Uint8Array([...Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0), ...zip]);
  expect((await read(behind)).reports).toHaveLength(1);
});

test('a bomb goes off at the size that it declares, and not after it', async () => {
  const zeros = new Uint8Array(2 ** 20);
  const zip = zipSync({ 'a.csv': [zeros, { level: 9 }] });
  const honest = openZip(zip, { bytes: 2 ** 16 });
  await expect(honest.read(honest.files[0] as never, 2 ** 30, breathing({}))).rejects.toMatchObject({
    code: 'tooBig',
  });
  const lying = openZip(
    changed(zip, (view, at) => view.setUint32(at + 24, 10, true)),
    { bytes: 2 ** 16 },
  );
  await expect(lying.read(lying.files[0] as never, 2 ** 30, breathing({}))).rejects.toMatchObject({
    code: 'zipUnreadable',
  });
});

test('all that are read together have one budget', async () => {
  const budget = { bytes: 250 };
  const { files, read: unpack } = openZip(
    zipSync({ a: new Uint8Array(100), b: new Uint8Array(100), c: new Uint8Array(100) }),
    budget,
  );
  const sizes = [];
  for (const file of files)
    sizes.push(
      await unpack(file, 1000, breathing({})).then(
        ({ length }) => length,
        ({ code }) => code,
      ),
    );
  expect(sizes).toEqual([100, 100, 'tooBig']);
});

test('zips within zips within zips have an end', async () => {
  let zip = zipSync({ 'a.csv': view });
  for (let i = 0; i < 6; i++) zip = zipSync({ 'inner.zip': zip });
  expect((await told(zip))[0]?.[1]).toBe('zipEmpty');
});

test('the check sum', () => {
  expect(crc32(strToU8('123456789'))).toBe(0xcbf43926);
});

test('cancelled while it is unpacked', async () => {
  const controller = new AbortController();
  controller.abort(new Error('enough'));
  const breath = breathing({ signal: controller.signal });
  // It gives the thread back no more often than people can notice.
  await new Promise((resolve) => setTimeout(resolve, 60));
  const { files, read: unpack } = openZip(zipSync({ 'a.csv': view }), { bytes: 1000 });
  await expect(unpack(files[0] as never, 1000, breath)).rejects.toThrow('enough');
});
