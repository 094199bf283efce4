import { expect, test } from 'vitest';
import { droppedFiles } from '../../entrypoints/report/dropped-files.ts';

/* What browsers hand out of a folder that is dropped; that they do is in tests/e2e/report-files.test.ts. */

const fileEntry = (name: string, answer: File | Error) => ({
  name,
  isDirectory: false,
  file: (resolve: (file: File) => void, reject: (error: Error) => void) =>
    answer instanceof Error ? reject(answer) : resolve(answer),
});

/** A folder lists some entries at a time; `broken` fails after them. */
const folderEntry = (name: string, entries: object[], broken?: Error) => ({
  name,
  isDirectory: true,
  createReader: () => {
    const left = [...entries];
    return {
      readEntries: (resolve: (some: object[]) => void, reject: (error: Error) => void) => {
        const some = left.splice(0, 100);
        if (some.length === 0 && broken) reject(broken);
        else resolve(some);
      },
    };
  },
});

const dropOf = (...entries: object[]) =>
  ({
    files: [],
    items: entries.map((entry) => ({
      getAsFile: () => new File([], (entry as { name: string }).name),
      webkitGetAsEntry: () => entry,
    })),
  }) as unknown as DataTransfer;

const file = (name: string) => fileEntry(name, new File(['x'], name));
const told = async (drop: DataTransfer) =>
  (await droppedFiles(drop)).map((source) =>
    'trouble' in source ? `${source.name}: ${source.trouble.code} ${source.trouble.value}` : source.name,
  );

test('a file that the browser does not hand out stands for itself; the others are read', async () => {
  const gone = fileEntry('gone.csv', new Error('A requested file could not be found.'));
  const folder = folderEntry('Export', [file('a.csv'), gone, file('b.json'), file('picture.png')]);
  expect(await told(dropOf(folder))).toEqual([
    'a.csv',
    'gone.csv: notRead A requested file could not be found',
    'b.json',
  ]);
});

test('a folder that breaks off is told; what came before is read', async () => {
  const folder = folderEntry('Export', [file('a.csv')], new Error('The drive is gone.'));
  expect(await told(dropOf(folder))).toEqual(['a.csv', 'Export: notRead The drive is gone']);
});

test('of a folder with very many files the first are read, and that is told', async () => {
  const many = Array.from({ length: 450 }, (_, at) => file(`${at}.csv`));
  const found = await told(dropOf(folderEntry('Home', [folderEntry('more', many)])));
  expect(found).toHaveLength(201);
  expect(found.at(-1)).toBe('Home: folderCut 200');
});
