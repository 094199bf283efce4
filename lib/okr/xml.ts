/*
 * XML as spreadsheets write it. No document type, thus no entities of a file's own: nothing grows. Never throws: what is
 * not XML is text, and what is cut off ends.
 */

export interface Token {
  /** An element's local name; undefined: text. */
  name: string | undefined;
  /** `</name>`, also after each `<name/>`. */
  closes: boolean;
  /** Of a text, entities replaced. */
  text: string;
  /** What stands in the tag behind the name. */
  attributes: string;
}

/** The same object each time: what is needed of it has to be taken before the next. */
export function* tokensOf(xml: string): Generator<Token> {
  const token: Token = { name: undefined, closes: false, text: '', attributes: '' };
  const tell = (name: string | undefined, closes: boolean, rest: string): Token => {
    token.name = name;
    token.closes = closes;
    token.text = name === undefined ? rest : '';
    token.attributes = name === undefined ? '' : rest;
    return token;
  };
  for (let at = 0; at < xml.length; ) {
    const open = xml.indexOf('<', at);
    const upTo = open < 0 ? xml.length : open;
    if (upTo > at) yield tell(undefined, false, decoded(xml.slice(at, upTo)));
    if (open < 0) return;
    if (xml.startsWith('<!--', open)) at = behind(xml, '-->', open + 4);
    else if (xml.startsWith('<![CDATA[', open)) {
      at = behind(xml, ']]>', open + 9);
      yield tell(undefined, false, xml.slice(open + 9, at).replace(/\]\]>$/, ''));
    } else if (xml[open + 1] === '?') at = behind(xml, '?>', open + 2);
    else {
      const end = endOfTag(xml, open + 1);
      at = end + 1;
      if (xml[open + 1] === '!') continue;
      const closes = xml[open + 1] === '/';
      const alone = xml[end - 1] === '/';
      const tag = xml.slice(open + (closes ? 2 : 1), alone ? end - 1 : end);
      const space = tag.search(/\s/);
      const name = localName(space < 0 ? tag : tag.slice(0, space));
      yield tell(name, closes, space < 0 ? '' : tag.slice(space));
      if (alone && !closes) yield tell(name, true, '');
    }
  }
}

const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

function behind(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  return at < 0 ? xml.length : at + mark.length;
}

/** The `>` outside of quotes. */
function endOfTag(xml: string, from: number): number {
  for (let at = from; at < xml.length; at++) {
    const mark = xml[at];
    if (mark === '>') return at;
    if (mark !== '"' && mark !== "'") continue;
    at = xml.indexOf(mark, at + 1);
    if (at < 0) break;
  }
  return xml.length;
}

/** An attribute by its local name. */
export function attributeOf({ attributes }: Token, name: string): string | undefined {
  if (!attributes.includes(name)) return undefined;
  // As nearly all are written, millions of times in a sheet.
  const plain = attributes.includes("'") ? -1 : attributes.indexOf(` ${name}="`);
  if (plain >= 0) {
    const from = plain + name.length + 3;
    const to = attributes.indexOf('"', from);
    if (to >= 0) return decoded(attributes.slice(from, to));
  }
  // No pattern: in what a hostile file has here one would try every place.
  for (let at = 0; ; ) {
    const equals = attributes.indexOf('=', at);
    if (equals < 0) return undefined;
    let from = equals + 1;
    while (/\s/.test(attributes[from] ?? '')) from++;
    const mark = attributes[from];
    const to = mark === '"' || mark === "'" ? attributes.indexOf(mark, from + 1) : -1;
    if (to < 0) return undefined;
    if (localName(attributes.slice(at, equals).trim()) === name)
      return decoded(attributes.slice(from + 1, to));
    at = to + 1;
  }
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|lt|gt|quot|apos));/gi,
    (all, decimal, hex, name) => {
      if (name) return entities[name.toLowerCase()] as string;
      const code = decimal ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : all;
    },
  );
}
