import { readFileSync } from 'node:fs';
import { chromiumRedirectUriOfId, extensionIdOf, firefoxRedirectUriOfId } from './extension-ids.ts';

/*
 * Prints the redirect URIs to register in Entra: those of the built packages, or those of the ids that are named, such as a
 * store's. Ids of Chromium are 32 letters a to p; all others are Firefox's.
 */
const ofBuilds = () => {
  const firefox = JSON.parse(readFileSync('.output/firefox-mv3/manifest.json', 'utf8'));
  return [extensionIdOf('.output/chrome-mv3'), firefox.browser_specific_settings.gecko.id as string];
};

const ids = process.argv.length > 2 ? process.argv.slice(2) : ofBuilds();
for (const id of ids)
  console.log(`${id}  ${/^[a-p]{32}$/.test(id) ? chromiumRedirectUriOfId(id) : firefoxRedirectUriOfId(id)}`);
