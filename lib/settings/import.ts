import { type Node, type ParseError, parseTree } from 'jsonc-parser';
import type { MessageKey } from '../texts/i18n.ts';
import {
  isSettingKey,
  type SettingKey,
  type Settings,
  type SettingValue,
  validateSetting,
} from './catalogue.ts';
import type { Layers } from './layers.ts';

/** Why a file of settings is refused; lines count from 1. */
export interface LineReason {
  line: number;
  /** Of the entry that is wrong. */
  key?: string;
  reason: MessageKey;
}

export interface Imported {
  /** What will hold. */
  settings: Settings;
  /** What of the user's own is to be kept for that. */
  own: Partial<Settings>;
  changed: SettingKey[];
  /** Set by the organization: left out. */
  skipped: SettingKey[];
}

interface Entry {
  key: string;
  line: number;
  /** Undefined where another object or an array stands. */
  value: unknown;
}

/**
 * Reads a file of settings: all of it is right, or every reason why not.
 * @param layers what holds now; settings that the file does not name stay as they are
 */
export function importSettings(text: string, layers: Layers): Imported | { refused: LineReason[] } {
  const read = readEntries(text.replace(/^\uFEFF/, ''));
  if ('refused' in read) return read;
  const { entries } = read;
  const seen = new Set<string>();
  const refused = entries.flatMap(({ key, line, value }) => {
    const reason = seen.has(key) ? 'setting_duplicate' : reasonFor(key, value);
    seen.add(key);
    return reason ? [{ line, key, reason }] : [];
  });
  if (refused.length > 0) return { refused };
  const { settings, managed } = layers;
  const known = entries as { key: SettingKey; value: SettingValue }[];
  const free = known.filter(({ key }) => !Object.hasOwn(managed, key));
  const own: Partial<Settings> = Object.fromEntries(free.map(({ key, value }) => [key, value]));
  return {
    settings: { ...settings, ...own },
    own,
    changed: free.filter(({ key, value }) => settings[key] !== value).map(({ key }) => key),
    skipped: known.filter(({ key }) => Object.hasOwn(managed, key)).map(({ key }) => key),
  };
}

const reasonFor = (key: string, value: unknown): MessageKey | undefined =>
  isSettingKey(key) ? validateSetting(key, value) : 'setting_unknown';

/** The entries of the one object that a file has to hold, with their lines. */
function readEntries(text: string): { entries: Entry[] } | { refused: LineReason[] } {
  const lineOf = lineCounter(text);
  const refuse = (at: number, reason: MessageKey) => ({ refused: [{ line: lineOf(at), reason }] });
  const mistakes: ParseError[] = [];
  let tree: Node | undefined;
  try {
    tree = parseTree(text, mistakes, { disallowComments: true });
  } catch {
    // So deep that the parser ran out of stack.
  }
  // What comes after the first mistake says little.
  if (mistakes.length > 0 || !tree) return refuse(mistakes[0]?.offset ?? 0, 'import_notJson');
  if (tree.type !== 'object') return refuse(tree.offset, 'import_notObject');
  const entries = (tree.children ?? []).map(({ children: [key, value] = [] }) => ({
    key: String(key?.value),
    line: lineOf(key?.offset ?? 0),
    value: value?.value as unknown,
  }));
  return { entries };
}

/** Tells the line of one place after the other; places come in their order. */
function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let counted = 0;
  return (offset) => {
    line += text.slice(counted, offset).match(/\r\n|\r|\n/g)?.length ?? 0;
    counted = offset;
    return line;
  };
}
