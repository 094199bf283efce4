/** As much of DER (X.690) as a certificate needs. */
export type Der = Buffer;

function element(tag: number, content: Buffer): Der {
  const { length } = content;
  if (length < 128) return Buffer.concat([Buffer.from([tag, length]), content]);
  const size = Buffer.from(length.toString(16).padStart(length > 0xff ? 4 : 2, '0'), 'hex');
  return Buffer.concat([Buffer.from([tag, 0x80 | size.length]), size, content]);
}

export const sequence = (...parts: Der[]): Der => element(0x30, Buffer.concat(parts));
export const set = (...parts: Der[]): Der => element(0x31, Buffer.concat(parts));
export const octets = (content: Buffer): Der => element(0x04, content);
export const utf8 = (text: string): Der => element(0x0c, Buffer.from(text));
export const yes: Der = element(0x01, Buffer.from([0xff]));

/** `[number] { content }`. */
export const tagged = (number: number, content: Buffer): Der => element(0xa0 | number, content);

/** `[number]` in place of the type's own tag. */
export const implicit = (number: number, content: Buffer): Der => element(0x80 | number, content);

/** A number that is not negative, big-endian. */
export const integer = (bytes: Buffer): Der =>
  element(0x02, (bytes[0] ?? 0) & 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);

/** @param unused bits at the end that do not count */
export const bits = (content: Buffer, unused = 0): Der =>
  element(0x03, Buffer.concat([Buffer.from([unused]), content]));

/** Up to the year 2049. */
export const utcTime = (time: Date): Der =>
  element(0x17, Buffer.from(`${time.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

/** An object identifier such as `2.5.29.17`. */
export function oid(text: string): Der {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const part of rest) {
    const digits = [part & 0x7f];
    for (let left = part >>> 7; left; left >>>= 7) digits.unshift((left & 0x7f) | 0x80);
    bytes.push(...digits);
  }
  return element(0x06, Buffer.from(bytes));
}
