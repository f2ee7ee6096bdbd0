import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A Debian package that an image holds. */
export interface DebianPackage {
  name: string;
  version: string;
  architecture: string;
}

/** The packages of a text in the form of dpkg's status file (deb822): paragraphs with the fields Package, Version and Architecture. */
export function packagesOf(status: string): DebianPackage[] {
  return status.split(/\n{2,}/).flatMap((paragraph) => {
    const field = (name: string) => new RegExp(`^${name}: *(.+)$`, 'm').exec(paragraph)?.[1]?.trim();
    const [name, version, architecture] = [field('Package'), field('Version'), field('Architecture')];
    if (name === undefined || version === undefined || architecture === undefined) return [];
    return [{ name, version, architecture }];
  });
}

/** The packages on record in a `/var/lib/dpkg`: in `status` as on Debian, in `status.d` as in distroless images. Sorted by name. */
export function installedPackages(folder: string): DebianPackage[] {
  const single = join(folder, 'status.d');
  const files = existsSync(single) ? readdirSync(single).filter((file) => !file.endsWith('.md5sums')) : [];
  const texts = [join(folder, 'status'), ...files.map((file) => join(single, file))].filter((file) => existsSync(file));
  const found = texts.flatMap((file) => packagesOf(readFileSync(file, 'utf8')));
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** `debian-12`, of the text of an os-release file (man 5 os-release). */
export function distributionOf(release: string): string {
  const field = (name: string) => new RegExp(`^${name}="?([^"\n]*)"?$`, 'm').exec(release)?.[1];
  return [field('ID') ?? 'debian', field('VERSION_ID')].filter((part) => part !== undefined).join('-');
}

/** The package's URL (github.com/package-url/purl-spec, type deb); `distribution` such as `debian-12`. */
export function debianPurl({ name, version, architecture }: DebianPackage, distribution: string): string {
  const where = `${distribution.split('-')[0]}/${encodeURIComponent(name)}@${encodeURIComponent(version)}`;
  return `pkg:deb/${where}?arch=${architecture}&distro=${distribution}`;
}
