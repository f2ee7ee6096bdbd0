/** What a release is called, and what the changelog says of it. */
export interface Version {
  version: string;
  notes: string;
}

const semantic = /^\d+\.\d+\.\d+(-[0-9A-Za-z.-]+)?$/;

/**
 * The version of package.json with its entry of CHANGELOG.md, a heading such as `## 0.1.0 - 2026-12-01` with text below it. Throws
 * where there is none, or where the chart has another version.
 */
export function versionOf(
  packageJson: string,
  changelog: string,
  chart: { version: string; appVersion: string },
): Version {
  const { version } = JSON.parse(packageJson) as { version: string };
  if (!semantic.test(version)) throw new Error(`package.json: "${version}" is not a semantic version`);
  for (const field of ['version', 'appVersion'] as const)
    if (chart[field] !== version)
      throw new Error(`Chart.yaml has the ${field} ${chart[field]}, package.json ${version}: run npm run generate`);
  const [, ...sections] = changelog.split(/^## /m);
  const own = sections.find((section) => section.split(/\s/, 1)[0] === version);
  if (own === undefined) throw new Error(`CHANGELOG.md has no entry "## ${version}": write what is new in it`);
  const notes = own.slice(own.indexOf('\n')).trim();
  if (notes === '') throw new Error(`the entry "## ${version}" of CHANGELOG.md is empty`);
  return { version, notes };
}
