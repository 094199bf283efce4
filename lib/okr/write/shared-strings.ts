import { xmlText } from './xml-text.ts';

/** Texts of a workbook, each written once. */
export function sharedStrings() {
  const places = new Map<string, number>();
  let uses = 0;
  return {
    /** @returns its number */
    placeOf(text: string): number {
      uses++;
      const known = places.get(text);
      if (known !== undefined) return known;
      places.set(text, places.size);
      return places.size - 1;
    },
    xml: (): string => {
      const items: string[] = [];
      for (const text of places.keys())
        items.push(
          edged.test(text)
            ? `<si><t xml:space="preserve">${xmlText(text)}</t></si>`
            : `<si><t>${xmlText(text)}</t></si>`,
        );
      return `<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="${uses}" uniqueCount="${places.size}">${items.join('')}</sst>`;
    },
  };
}
export type SharedStrings = ReturnType<typeof sharedStrings>;

/** White space that a reader of XML would take away. */
const edged = /^\s|\s$|\n|\r|\t| {2}/;
