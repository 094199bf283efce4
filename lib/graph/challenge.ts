import { isObject } from '../data/data.ts';

/** One challenge of a `WWW-Authenticate` header; names in lower case. */
export interface Challenge {
  scheme: string;
  parameters: Record<string, string>;
}

// One element of the comma-separated list: `Scheme name=value`, `Scheme token68`, `Scheme`, or `name=value` alone.
// White space is matched only after it: matching it before, too, would be ambiguous, and slow to backtrack.
const element =
  /(?:([!#$%&'*+.^_`|~\w-]+)(?:\s+(?=[^\s,=])|(?=\s*(?:,|$))))?(?:([!#$%&'*+.^_`|~\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"=]+))|([\w.~+/-]+=*))?\s*(?:,\s*|$)/y;

/**
 * Reads a `WWW-Authenticate` header with any number of challenges (RFC 9110, 11.6.1), as far as it can be read.
 */
export function readChallenges(header: string | null): Challenge[] {
  const challenges: Challenge[] = [];
  const list = header?.trim() ?? '';
  element.lastIndex = 0;
  while (element.lastIndex < list.length) {
    const match = element.exec(list);
    if (!match) break;
    const [, scheme, name, quoted, bare] = match;
    if (scheme) challenges.push({ scheme: scheme.toLowerCase(), parameters: Object.create(null) });
    const current = challenges.at(-1);
    if (name && current)
      current.parameters[name.toLowerCase()] = quoted?.replace(/\\(.)/g, '$1') ?? bare ?? '';
  }
  return challenges;
}

/**
 * The claims that Microsoft Entra wants in the next token (continuous access evaluation, conditional access).
 *
 * Source: "Claims challenges, claims requests and client capabilities" in the identity platform's documentation:
 * `claims` is base64 (or base64url) of a JSON object.
 *
 * @returns the JSON text, or undefined when there is no readable claims challenge
 */
export function readClaims(header: string | null): string | undefined {
  for (const { scheme, parameters } of readChallenges(header)) {
    if (scheme !== 'bearer' || !parameters.claims) continue;
    try {
      const bytes = Uint8Array.from(atob(toBase64(parameters.claims)), (char) => char.charCodeAt(0));
      const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
      if (isObject(JSON.parse(json))) return json;
    } catch {
      // Not base64, not UTF-8 or not JSON: as if there were no challenge.
    }
  }
}

/** Without padding, as `atob` takes it, too. */
const toBase64 = (text: string): string => text.replace(/-/g, '+').replace(/_/g, '/').replace(/=+$/, '');
