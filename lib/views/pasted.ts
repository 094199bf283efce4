import {
  type ExplorerView,
  type InvalidExplorerCode,
  keyOf,
  readExplorerPage,
} from '../goals/explorer-view.ts';
import { viewsAtMost } from './view.ts';

/** A line that names no view, and why. */
export interface WrongLine {
  /** Counted from 1. */
  line: number;
  /** As pasted; cut when it is long. */
  text: string;
  reason: InvalidExplorerCode | 'notExplorer' | 'tooMany';
}

/** What came of pasted addresses. */
export interface Pasted {
  views: ExplorerView[];
  /** Views that were there before, or stood twice in what was pasted. */
  duplicates: ExplorerView[];
  wrong: WrongLine[];
}

const shownOfLine = 200;

/** The addresses in a line, whatever stands around them: a list's bullet, a cell beside it, brackets, the end of a sentence. */
function addressesIn(raw: string, index: number): [line: number, address: string][] {
  const text = raw.replace(/\p{Cf}|amp;/gu, '');
  const addresses = text.match(/https?:[^\s<>",;|]+/gi) ?? text.match(/\S.*/) ?? [];
  return addresses.map((address) => [index + 1, address.replace(/[^\p{L}\p{N}_-]+$/u, '')]);
}

/** What Outlook and Teams put in an address's place ("Safe Links", Microsoft Defender for Office 365). */
const safeLinks =
  /^https:\/\/(?:[\w.-]+\.safelinks\.protection\.outlook\.com\/|statics\.teams\.cdn\.office\.net\/.*safelinks)/i;

const unwrapped = (address: string): string =>
  (safeLinks.test(address) && URL.canParse(address) && new URL(address).searchParams.get('url')) || address;

/**
 * Reads addresses of views, one a line. Right ones count, whatever the others are. Pure.
 * @param known keys of the views that are there already
 */
export function readPasted(text: string, known: ReadonlySet<string>): Pasted {
  const pasted: Pasted = { views: [], duplicates: [], wrong: [] };
  const seen = new Set(known);
  for (const [line, address] of text.split(/\r\n|[\n\r\u2028\u2029]/).flatMap(addressesIn)) {
    const page = readExplorerPage(unwrapped(address));
    const wrong = (reason: WrongLine['reason']) =>
      pasted.wrong.push({ line, text: address.slice(0, shownOfLine), reason });
    if (!page) wrong('notExplorer');
    else if ('invalid' in page) wrong(page.invalid);
    else if (seen.has(keyOf(page.view))) pasted.duplicates.push(page.view);
    else if (seen.size >= viewsAtMost) wrong('tooMany');
    else {
      seen.add(keyOf(page.view));
      pasted.views.push(page.view);
    }
  }
  return pasted;
}
