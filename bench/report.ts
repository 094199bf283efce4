import type { Row } from './row.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');
const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |`;
const verdict = (met: boolean | undefined): string => (met === undefined ? '–' : met ? 'yes' : '**no**');

/** docs/benchmarks.md. Pure. @param machine what it was measured on */
export function markdown(machine: [string, string][], rows: Row[]): string {
  const missed = rows.filter(({ met }) => met === false).length;
  const notes = rows.filter(({ note }) => note);
  const number = (row: Row): string => (row.note ? ` [${notes.indexOf(row) + 1}]` : '');
  return `# Benchmarks

Written by \`npm run bench\`: do not edit. Everything is measured on the production build, against something that is measured in the
same run and in turns with it; a figure is the ratio (or difference) of the two medians, which stand behind it: ours / the other's.
The spread is from the first to the third quartile of the single runs. ${missed === 0 ? 'Every goal is met.' : `Goals missed: ${missed}; the notes say why.`}

${machine.map(([name, value]) => `- ${name}: ${value}`).join('\n')}

${line(['what', 'against', 'figure', 'spread', 'goal', 'met'])}
|---|---|---|---|---|---|
${rows
  .map((row) =>
    line([row.what + number(row), row.against, row.figure, row.spread ?? '', row.goal, verdict(row.met)]),
  )
  .join('\n')}

## Notes

${notes.map(({ note }, at) => `${at + 1}. ${note}`).join('\n')}
`;
}
