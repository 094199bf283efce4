import { readFiles } from '../../lib/okr/read.ts';

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What the reader makes of a file, and what it tells. */
export async function read(content: string | Uint8Array, name = 'view.csv') {
  const bytes = typeof content === 'string' ? utf8(content) : content;
  const { reports, troubles } = await readFiles([{ name, bytes }]);
  const [report] = reports;
  return {
    report,
    okrs: report?.okrs ?? [],
    troubles: troubles.map(({ code }) => code),
    told:
      report?.troubles.map(({ code, row, column, value }) =>
        [code, row, column, value].filter((x) => x !== undefined),
      ) ?? [],
  };
}
