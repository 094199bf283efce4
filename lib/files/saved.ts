import type { Browser } from 'wxt/browser';
import { browser } from '../browser/browser.ts';
import { Refused, reasonOf } from '../problems/refused.ts';
import type { ExportFile } from './export-file.ts';

/*
 * What can be done with a file that was saved. Called by pages: opening takes a user's click.
 */

/** Asked for when a file is first opened. */
const toOpen: Browser.permissions.Permissions = { permissions: ['downloads.open'] };

/**
 * Shows a file in its folder.
 * @throws Refused when it is no longer there, or the browser no longer lists it
 */
export async function showSaved(file: ExportFile): Promise<void> {
  await browser.downloads.show((await findSaved(file)).id);
}

/**
 * Opens a file in whatever the system opens such files with.
 * @throws Refused when it is no longer there, or the browser does not allow it
 */
export async function openSaved(file: ExportFile): Promise<void> {
  // First of all: the browser asks the user only while it handles their click.
  const allowed = await browser.permissions.request(toOpen);
  if (!allowed) throw new Refused('the permission was declined', 'openDeclined');
  const { id } = await findSaved(file);
  try {
    await browser.downloads.open(id);
  } catch (error) {
    throw new Refused(reasonOf(error), 'notOpened');
  }
}

/** Ids count from one again where a browser forgets its downloads: the path tells whether it is the one. */
async function findSaved({ downloadId, name }: ExportFile): Promise<Browser.downloads.DownloadItem> {
  const search = browser.downloads.search;
  const byId = downloadId === undefined ? [] : await search({ id: downloadId });
  const byName = byId.some(({ filename }) => filename === name) ? [] : await search({ filename: name });
  const same = [...byId, ...byName].filter(({ filename }) => filename === name);
  const found = same.find(({ exists }) => exists !== false);
  // The list may be cleared, and Firefox forgets it when it closes: that says nothing of the file.
  if (!found) throw new Refused(name, same.length > 0 ? 'fileGone' : 'fileNotListed');
  return found;
}
