/** A package whose code or values the extension holds. `identifier` is an SPDX expression; `text` its licence file. */
export interface BundledPackage {
  name: string;
  version: string;
  identifier: string;
  text?: string;
}

const intro = `Export view holds code of the following packages, under these licences.`;

/** The text of `third-party-notices.txt`. Pure. */
export function thirdPartyNotices(packages: BundledPackage[]): string {
  return `${[intro, ...packages.map(notice)].join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

function notice({ name, version, identifier, text }: BundledPackage): string {
  const title = `${name} ${version} (${identifier})`;
  return `${title}\n\n${text ? ownLicence(text) : `The package comes without a licence file; https://spdx.org/licenses/${identifier} has the text.`}`;
}

/** A bundler's licence file goes on with those of its own dependencies, none of which end up here. */
const ownLicence = (text: string) =>
  (text.split(/^# Licenses of bundled dependencies/m)[0] as string).replace(/\r\n/g, '\n').trim();
