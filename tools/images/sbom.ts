// Writes the bill of materials of each program that tools/trace.ts copied: `sbom.ts OUT BASE` writes OUT/<program>/sbom.cdx.json
// (CycloneDX). It is npm's own, less the packages that the program does not hold, with those of the base image, whose
// /var/lib/dpkg and os-release lie in BASE. It is the same for the same packages: no time, no serial number.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { debianPurl, distributionOf, installedPackages } from './packages.ts';

interface Component {
  'bom-ref': string;
  type: string;
  name: string;
  version: string;
  purl: string;
  licenses?: object[];
}
interface Bom {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Component };
  components: Component[];
  dependencies: { ref: string; dependsOn: string[] }[];
}

/** name@version of every npm package below a folder. */
function packagesIn(folder: string): Set<string> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const manifests = files.filter((file) => /(^|\/)node_modules\/(@[^/]+\/)?[^/]+\/package\.json$/.test(file));
  return new Set(
    manifests.map((file) => {
      const { name, version } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Component;
      return `${name}@${version}`;
    }),
  );
}

const identity = ({ name, version }: Component) => `${name}@${version}`;

/** The Debian packages of the base image. */
function componentsOfBase(folder: string): Component[] {
  const found = installedPackages(join(folder, 'dpkg'));
  if (found.length === 0) throw new Error(`${folder}/dpkg has no record of a Debian package: the base image needs one`);
  const distribution = distributionOf(readFileSync(join(folder, 'os-release'), 'utf8'));
  return found.map((one) => {
    const purl = debianPurl(one, distribution);
    return { 'bom-ref': purl, type: 'library', name: one.name, version: one.version, purl };
  });
}

/** npm's bill of materials of the whole project, reduced to what one program holds, the Node that runs it, and the base. */
function billOf(program: string, whole: Bom, held: Set<string>, base: Component[]): Bom {
  const known = new Set(whole.components.map(identity));
  const unknown = [...held].filter((one) => !known.has(one));
  if (unknown.length > 0) throw new Error(`${program} holds packages that npm does not list: ${unknown.join(', ')}`);
  const components = whole.components.filter((component) => held.has(identity(component)));
  const root = { ...whole.metadata.component, name: `tts-${program}`, type: 'application' };
  const version = process.version.slice(1);
  const node = {
    'bom-ref': `node@${version}`,
    type: 'platform',
    name: 'node',
    version,
    purl: `pkg:generic/node@${version}`,
  };
  const refs = new Set([root, node, ...components].map((component) => component['bom-ref']));
  const inside = (ref: string) => refs.has(ref);
  const { serialNumber: _serial, metadata, ...rest } = whole;
  const { timestamp: _time, ...about } = metadata;
  return {
    ...rest,
    metadata: { ...about, component: root },
    components: [node, ...base, ...components],
    dependencies: whole.dependencies
      .filter(({ ref }) => inside(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(inside) })),
  };
}

const [out, baseFolder] = process.argv.slice(2);
if (out === undefined || baseFolder === undefined) {
  process.stderr.write('usage: node tools/images/sbom.ts OUT BASE\n');
  process.exit(2);
}
// With --omit=dev npm would also leave out what a development package needs besides a program.
const text = execFileSync('npm', ['sbom', '--sbom-format=cyclonedx'], {
  encoding: 'utf8',
  maxBuffer: 64 << 20,
  stdio: ['ignore', 'pipe', 'ignore'],
});
const whole = JSON.parse(text) as Bom;
const base = componentsOfBase(baseFolder);
for (const program of ['operator', 'runtime']) {
  const folder = join(resolve(out), program);
  if (!existsSync(folder)) throw new Error(`${folder} is missing: run tools/trace.ts first`);
  const bill = billOf(program, whole, packagesIn(folder), base);
  writeFileSync(join(folder, 'sbom.cdx.json'), `${JSON.stringify(bill, null, 1)}\n`);
  process.stdout.write(`${program}: ${bill.components.length} components\n`);
}
