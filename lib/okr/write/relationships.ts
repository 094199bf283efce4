import { xmlText } from './xml-text.ts';

export const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
export const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

/** What a part of a workbook points to, in its order: `rId1` is the first. */
export const relationshipsXml = (
  all: readonly (readonly [type: string, target: string])[],
  mode = '',
): string =>
  `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${all
    .map(
      ([type, target], at) =>
        `<Relationship Id="rId${at + 1}" Type="${type}" Target="${xmlText(target)}"${mode}/>`,
    )
    .join('')}</Relationships>`;
