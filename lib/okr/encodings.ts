type OldEncoding = 'windows-1252' | 'windows-1251' | 'shift_jis' | 'gb18030' | 'euc-kr';

/** As many bytes say it as well as all. */
const enough = 200_000;

/**
 * Which encoding of old spreadsheets bytes are in that are not UTF-8, by what stands beside what: letters of Latin languages stand
 * alone among ASCII, those of East Asia take two bytes each, Cyrillic words are bytes above 192 throughout.
 */
export function oldEncodingOf(bytes: Uint8Array): OldEncoding {
  let high = 0;
  let kana = 0;
  let runs = 0;
  let odd = 0;
  let korean = 0;
  let cyrillic = 0;
  for (let at = 0; at < Math.min(bytes.length, enough); ) {
    const begin = at;
    for (let byte = bytes[at] as number; byte >= 0x80; byte = bytes[++at] as number) {
      high++;
      if (byte >= 0xc0) cyrillic++;
      if ((at - begin) % 2 === 0 && byte >= 0xb0 && byte <= 0xc8) korean++;
      // The rows of hiragana and katakana.
      if (byte === 0x82 || byte === 0x83) kana++;
    }
    if (at > begin) {
      runs++;
      if ((at - begin) % 2) odd++;
    }
    at++;
  }
  if (kana * 8 > high) return 'shift_jis';
  // "öß" is a pair, too, but words of East Asia are longer.
  if (odd === 0 && high >= 3 * runs) return korean > 0.4 * high ? 'euc-kr' : 'gb18030';
  return high > 2.5 * runs && cyrillic > 0.9 * high ? 'windows-1251' : 'windows-1252';
}
