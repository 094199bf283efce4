import type { ExplorerView } from '../goals/explorer-view.ts';

/** What a file-name template can name, in braces. */
export const fileNameFields = ['view', 'organization', 'date', 'time'] as const;

export type Ending = 'csv' | 'xlsx';

/** Of a file in the format that the settings name. */
export const endingOf = (format: string): Ending => (/^csv$/i.test(format) ? 'csv' : 'xlsx');

export interface FileNameParts {
  view: ExplorerView;
  /** The view's name, where the page told it. */
  title?: string | undefined;
  /** When the export was asked for, epoch ms. */
  at: number;
}

// What Windows refuses, and what could hide the true name: control and format (bidirectional, zero-width) characters.
const notAllowed = /[<>:"/\\|?*%\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Noncharacter_Code_Point}\u2028\u2029]+/gu;
// Windows looks no further than the first dot, nor at the spaces before it.
const deviceName = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$|clock\$)(?= *(?:\.|$))/i;
/** Most file systems end at 255 bytes; some room is left for " (1)" and ".crdownload". */
const mostBytes = 200;
/** Windows ends at 260 characters for the whole path, of which the downloads folder is some; a name keeps a start to know it by. */
const mostInAll = 180;
const leastName = 40;

/**
 * One path segment that every file system and browser takes as it is.
 * @param text anything, such as a view's title
 * @param fallback used when nothing is left
 * @param most bytes (UTF-8)
 */
export function safeSegment(text: string, fallback = 'export', most = mostBytes): string {
  const cleaned = text.normalize('NFC').replace(notAllowed, ' ').replace(/\s+/g, ' ');
  const trimmed = trimEnds(cutToBytes(trimEnds(cleaned), most));
  if (!trimmed) return fallback;
  return deviceName.test(trimmed) ? trimEnds(cutToBytes(`_${trimmed}`, most)) : trimmed;
}

/**
 * The file's path below the downloads folder.
 * @param template such as `{view} {date}`
 * @param folder such as `Reports/OKR`; empty for none
 * @returns a relative path with `/`
 */
export function exportFileName(
  template: string,
  folder: string,
  parts: FileNameParts,
  ending: Ending = 'csv',
): string {
  const values = fieldValues(parts);
  const name = template.replace(/\{([^{}]*)\}/g, (whole, field: string) =>
    Object.hasOwn(values, field) ? (values[field] as string) : whole,
  );
  const folders = folder
    .split(/[/\\]/)
    .filter((segment) => segment.trim() && !/^\.+$/.test(segment.trim()))
    .map((segment) => safeSegment(segment));
  const room = Math.max(leastName, mostInAll - folders.join('/').length);
  return [...folders, `${safeSegment(name, `${values.view} ${values.date}`, room)}.${ending}`].join('/');
}

function fieldValues({ view, title, at }: FileNameParts): Record<string, string> {
  const local = new Date(at);
  const two = (value: number) => String(value).padStart(2, '0');
  return {
    view: safeSegment(title ?? '', view.explorerViewId),
    organization: view.goalsOrganizationId,
    date: `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`,
    time: `${two(local.getHours())}.${two(local.getMinutes())}.${two(local.getSeconds())}`,
  };
}

// Leading dots hide a file, trailing ones Windows drops, a leading ~ Chromium replaces.
const trimEnds = (text: string): string => text.replace(/^[\s.~]+|(?<![\s.])[\s.]+$/g, '');

function cutToBytes(text: string, most: number): string {
  const encoder = new TextEncoder();
  let cut = '';
  let bytes = 0;
  for (const { segment } of new Intl.Segmenter().segment(text)) {
    bytes += encoder.encode(segment).length;
    if (bytes > most) break;
    cut += segment;
  }
  return cut;
}

/** The last part of a path, as any system writes it. */
export const baseName = (path: string): string => path.split(/[/\\]/).at(-1) ?? '';
