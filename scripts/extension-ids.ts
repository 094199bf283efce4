import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * The id of an unpacked Chromium extension: the first 32 hex digits of the SHA-256 of its public key, as a to p.
 * @param folder of the built extension
 */
export function extensionIdOf(folder: string): string {
  const { key } = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as { key?: string };
  if (!key) throw new Error(`${folder}: the manifest has no key`);
  return extensionIdOfKey(Buffer.from(key, 'base64'));
}

/** @param key public key, SubjectPublicKeyInfo in DER */
export function extensionIdOfKey(key: Buffer): string {
  const digest = createHash('sha256').update(key).digest('hex');
  return [...digest.slice(0, 32)].map((digit) => 'abcdefghijklmnop'[Number.parseInt(digit, 16)]).join('');
}

/** Where Entra sends its answer in Chromium and Edge. */
export const chromiumRedirectUri = (folder: string): string => chromiumRedirectUriOfId(extensionIdOf(folder));
export const chromiumRedirectUriOfId = (id: string): string => `https://${id}.chromiumapp.org/`;

/** Where Entra sends its answer in Firefox. @param id of the add-on, `browser_specific_settings.gecko.id` */
export const firefoxRedirectUriOfId = (id: string): string =>
  `https://${createHash('sha1').update(id).digest('hex')}.extensions.allizom.org/`;
