import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Enums, Models, Serialize, Spec } from '@cyclonedx/cyclonedx-library';
import { PackageURL } from 'packageurl-js';
import type { BundledPackage } from './third-party-notices.ts';

interface Lock {
  name: string;
  version: string;
  packages: Record<string, { integrity?: string; license?: string }>;
}

/**
 * The bill of materials of what an extension's package holds, CycloneDX 1.6 as JSON, with the checksums that package-lock.json
 * pins. The same for the same input: no time, no random serial number.
 */
export function billOfMaterials(packages: BundledPackage[], root: string): string {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as Lock;
  const bom = new Models.Bom();
  const extension = component(
    Enums.ComponentType.Application,
    lock.name,
    lock.version,
    lock.packages['']?.license,
  );
  bom.metadata.component = extension;
  for (const { name, version, identifier } of packages) {
    const library = component(Enums.ComponentType.Library, name, version, identifier);
    const [algorithm, hash] = lock.packages[`node_modules/${name}`]?.integrity?.split('-') ?? [];
    if (algorithm === 'sha512' && hash)
      library.hashes.set(Enums.HashAlgorithm['SHA-512'], Buffer.from(hash, 'base64').toString('hex'));
    bom.components.add(library);
    extension.dependencies.add(library.bomRef);
  }
  const serializer = new Serialize.JsonSerializer(new Serialize.JSON.Normalize.Factory(Spec.Spec1dot6));
  return serializer.serialize(bom, { sortLists: true, space: 2 });
}

function component(type: Enums.ComponentType, name: string, version: string, license?: string) {
  const [, scope, plain = name] = name.match(/^(@[^/]+)\/(.+)$/) ?? [];
  const purl = new PackageURL('npm', scope, plain, version).toString();
  return new Models.Component(type, plain, {
    ...(scope && { group: scope }),
    version,
    bomRef: purl,
    ...(license && {
      licenses: new Models.LicenseRepository([new Models.LicenseExpression(license)]),
    }),
    ...(type === Enums.ComponentType.Library && { purl }),
  });
}
