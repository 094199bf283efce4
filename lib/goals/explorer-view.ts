import { fieldsOf, isText } from '../data/data.ts';
import { guid } from './guid.ts';
import { goalsOrigin } from './hosts.ts';

/** The two ids of a saved Explorer view, as Microsoft Graph takes them. */
export interface ExplorerView {
  /** GUID, lower case. */
  goalsOrganizationId: string;
  /** A GUID, or a number in older links; opaque to us. */
  explorerViewId: string;
}

export type InvalidExplorerCode = 'invalidOrganizationId' | 'invalidViewId' | 'viewNotSaved';

/** What the URL of an Explorer page says: a view, or why it names none (`value` is the part that is wrong). */
export type ExplorerPage = { view: ExplorerView } | { invalid: InvalidExplorerCode; value: string };

/** Match pattern of Explorer pages, for the context menu. */
export const explorerPattern = `${goalsOrigin}/org_uuid/*/objective-explorer*`;

const path = /^\/org_uuid\/([^/]+)\/objective-explorer\/?$/i;
const opaqueId = /^[\w-]{1,64}$/;

/**
 * Reads the ids out of the URL of an Explorer page.
 *
 * Source: "Create goalsExportJob" in the Graph documentation: the segment after `org_uuid` is goalsOrganizationId,
 * the query's `viewId` is explorerViewId. Views that were never saved have no `viewId`.
 *
 * @param url any URL, or nothing
 * @returns undefined when it is not an Explorer page
 */
export function readExplorerPage(url: string | undefined): ExplorerPage | undefined {
  if (!url || !URL.canParse(url)) return;
  const { origin, username, password, pathname, searchParams } = new URL(url);
  const segment = path.exec(pathname)?.[1];
  if (origin !== goalsOrigin || username || password || segment === undefined) return;

  const goalsOrganizationId = decode(segment).toLowerCase();
  if (!guid.test(goalsOrganizationId))
    return { invalid: 'invalidOrganizationId', value: shorten(decode(segment)) };

  const explorerViewId = searchParams.get('viewId')?.trim();
  if (!explorerViewId) return { invalid: 'viewNotSaved', value: '' };
  if (!opaqueId.test(explorerViewId)) return { invalid: 'invalidViewId', value: shorten(explorerViewId) };
  return { view: { goalsOrganizationId, explorerViewId: explorerViewId.toLowerCase() } };
}

/** The view of a page that names one; undefined for every other page. */
export function readExplorerView(url: string | undefined): ExplorerView | undefined {
  const page = readExplorerPage(url);
  return page && 'view' in page ? page.view : undefined;
}

/** Whether something names a view by two ids such as a URL can hold. */
export function isExplorerView(value: unknown): value is ExplorerView {
  const { goalsOrganizationId, explorerViewId } = fieldsOf(value);
  return (
    isText(goalsOrganizationId) &&
    guid.test(goalsOrganizationId) &&
    isText(explorerViewId) &&
    opaqueId.test(explorerViewId)
  );
}

export const sameView = (a: ExplorerView, b: ExplorerView): boolean =>
  a.goalsOrganizationId === b.goalsOrganizationId && a.explorerViewId === b.explorerViewId;

/** Under which what is known of a view is kept. */
export const keyOf = ({ goalsOrganizationId, explorerViewId }: ExplorerView): string =>
  `${goalsOrganizationId}/${explorerViewId}`;

/** The URL of a view's Explorer page. */
export const explorerUrl = ({ goalsOrganizationId, explorerViewId }: ExplorerView): string =>
  `${goalsOrigin}/org_uuid/${goalsOrganizationId}/objective-explorer?viewId=${encodeURIComponent(explorerViewId)}`;

/**
 * The view's own name out of the page's title.
 *
 * @param title such as `Q3 company OKRs - Explorer - Viva Goals`
 * @returns undefined when the title names only the app
 */
export function readViewTitle(title: string | undefined): string | undefined {
  const name = title
    ?.split(/\s+[-–—|·]\s+/)
    .filter(
      (part) =>
        !/^(\(\d+\)\s*)?(microsoft )?(viva goals|explorer|objective explorer|goals\.microsoft\.com.*)$/i.test(
          part.trim(),
        ),
    )
    .join(' - ')
    .trim();
  return name || undefined;
}

/** Enough to recognize it by; what could reorder or garble the text around it (control, bidirectional) is replaced. */
const shorten = (text: string): string =>
  (text.length > 80 ? `${text.slice(0, 80)}…` : text).replace(/\p{C}/gu, '\ufffd');

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
