/** Of alphabets; of two that say as much the first. */
const alphabets = [1252, 1255, 1251, 1253, 1256, 1250].map((page) => `windows-${page}`);

/** As many bytes say it as well as all. */
const enough = 200_000;

/**
 * Which encoding of old spreadsheets bytes are in that are not UTF-8, by what stands beside what: letters of Latin languages stand
 * alone among ASCII, those of East Asia take two bytes each; of the others that which makes the fewest words of what is none.
 */
export function oldEncodingOf(bytes: Uint8Array): string {
  let high = 0;
  let kana = 0;
  let low = 0;
  let runs = 0;
  let odd = 0;
  let korean = 0;
  for (let at = 0; at < Math.min(bytes.length, enough); ) {
    const begin = at;
    for (let byte = bytes[at] as number; byte >= 0x80; byte = bytes[++at] as number) {
      high++;
      if ((at - begin) % 2 === 0 && byte >= 0xb0 && byte <= 0xc8) korean++;
      if (byte < 0xa0) low++;
      // The rows of hiragana and katakana.
      if (byte === 0x82 || byte === 0x83) kana++;
    }
    if (at > begin) {
      runs++;
      if ((at - begin) % 2) odd++;
    }
    at++;
  }
  // Characters that begin with what is a quote or a dash elsewhere, which stand alone.
  if (kana * 8 > high || (low > 0.3 * high && high > 2.4 * runs)) return 'shift_jis';
  // "öß" is a pair, too, but words of East Asia are longer.
  if (odd === 0 && high >= 3 * runs) return korean > 0.4 * high ? 'euc-kr' : 'gb18030';
  const sample = bytes.subarray(0, enough);
  const odds = alphabets.map((label) => new TextDecoder(label).decode(sample).match(oddities)?.length ?? 0);
  return alphabets[odds.indexOf(Math.min(...odds))] as string;
}

const latin = String.raw`\p{Script=Latin}`;
const others = String.raw`[\p{Script=Cyrillic}\p{Script=Greek}\p{Script=Hebrew}\p{Script=Arabic}]`;
/** Signs that stand before or behind words of Western languages, where those of Central Europe have letters. */
const before = String.raw`[¡¿¼½¾]|[£¥](?=(?:bn|[bkm])\b)`;
const behind = String.raw`(?<=(?<!\p{L})[cdk]?m)[²³]`;
/** No word has a capital behind a small letter, letters of two scripts, three letters with marks in a row, a sign, or a final letter within. */
const oddities = new RegExp(
  String.raw`\p{Ll}(?=\p{Lu})|${latin}(?=${others})|${others}(?=${latin})|[À-ɏ](?=[À-ɏ]{2})|\p{L}(?=[^\p{L}\p{M}\0-\x7f’])(?!${behind}|[£¥]\d)|(?!${before})[^\p{L}\p{M}\0-\x7f’](?=\p{L})|[ךםןףץ](?=[א-ת])|[\x80-\x9f\ufffdˇ]`,
  'gu',
);
