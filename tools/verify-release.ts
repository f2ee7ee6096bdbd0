// `npm run verify-release -- --registry HOST/NAME VERSION`: fetches a release's files and verifies all of it.
import { rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { repoRoot } from './cluster/paths.ts';
import { trustOf, verifiedFiles } from './release/released.ts';

const usage = `usage: npm run verify-release -- --registry HOST/NAME (--key FILE | --identity REGEXP --issuer URL) VERSION

Fetches the files of a release and verifies signatures, checksums, images, chart, provenance and bills of materials. The
files are kept in .state/release/VERSION only if everything is good.

  --key FILE          the public key that the release must be signed with
  --identity REGEXP   with --issuer URL: who must have signed a keyless release, such as its workflow
`;

try {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      registry: { type: 'string' },
      key: { type: 'string' },
      identity: { type: 'string' },
      issuer: { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  const [version] = positionals;
  if (values.help) process.stdout.write(usage);
  else if (values.registry === undefined || version === undefined)
    throw new Error(`--registry and a version are needed\n\n${usage}`);
  else {
    const folder = join(repoRoot, '.state/release', version);
    rmSync(folder, { recursive: true, force: true });
    await verifiedFiles(values.registry, version, trustOf(values), folder, (line) => console.log(line));
    console.log(`the release ${version} is good; its files are in ${relative(process.cwd(), folder)}`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
