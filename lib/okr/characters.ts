/** What only tells the direction of writing, which spreadsheets of Arabic and Hebrew put into numbers and dates. */
const directions = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const digit = /\p{Nd}/u;

/** A digit of any script as one of ours: those of one script stand in a row. */
function westernDigit(character: string): string {
  let zero = character.codePointAt(0) as number;
  const code = zero;
  while (code - zero < 9 && digit.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

/** A number or date in ASCII as far as there is one of each sign: digits, spaces, minus, apostrophe, per cent. */
export const plainSigns = (text: string): string =>
  /^[ -~]*$/.test(text)
    ? text
    : text
        .normalize('NFKC')
        .replace(directions, '')
        .replace(/(?![0-9])\p{Nd}/gu, westernDigit)
        .replace(/[\u2010-\u2015\u2212]/g, '-')
        .replace(/[\u2018\u2019\u02bc\u066c]/g, "'")
        .replace(/\s/g, ' ')
        .replaceAll('٪', '%')
        .replaceAll('،', ',');
