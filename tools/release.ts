// `npm run release -- --registry HOST/NAME`: builds, pushes and signs a release of the checked-out commit.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repoRoot } from './cluster/paths.ts';
import { architecturesOf } from './images/architecture.ts';
import { buildImages } from './images/build.ts';
import { basesOf } from './images/builder.ts';
import { assemble } from './release/assemble.ts';
import { chartAbout } from './release/chart.ts';
import { withSigning } from './release/cosign.ts';
import type { Signer } from './release/cosign.ts';
import { craneRegistry } from './release/crane.ts';
import { destinationOf, isLocal } from './release/destination.ts';
import { ensureCosign, ensureCrane } from './release/programs.ts';
import { publish } from './release/publish.ts';
import { imagesOf } from './release/record.ts';
import { cleanCommit, locks } from './release/sources.ts';
import { versionOf } from './release/version.ts';

const usage = `usage: npm run release -- --registry HOST/NAME (--key FILE | --keyless | --dry-run) [OPTION ...]

Releases the version of package.json, which needs an entry in CHANGELOG.md, from a commit without changes. The files come
into dist/release/VERSION/files. Credentials for the registry are those of docker login.

  --key FILE          signs with this private key of cosign; COSIGN_PASSWORD is its password
  --keyless           signs with the identity of the workflow or person that runs this (Sigstore)
  --dry-run           writes everything to dist/release, pushes and signs nothing
  --platform LIST     linux/amd64,linux/arm64 by default
  --gpu               with the image for GPUs, for linux/amd64 (more than 1 GB to build and push)
  --downloads URL     where the files can be fetched later, for the manifest of krew
  --repository URL    the address of the sources, for the provenance
  --builder URL       who builds, for the provenance
  --base-image REF, --build-image REF
                      base images of the build, as of npm run images
`;

function signerOf({ key, keyless }: { key?: string | undefined; keyless?: boolean | undefined }): Signer {
  if (key !== undefined && keyless) throw new Error('--key and --keyless: choose one');
  if (key !== undefined) return { key };
  if (keyless) return 'keyless';
  throw new Error(`a release is signed: give --key FILE or --keyless\n\n${usage}`);
}

async function release(): Promise<void> {
  const { values } = parseArgs({
    options: {
      registry: { type: 'string' },
      key: { type: 'string' },
      keyless: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
      platform: { type: 'string', default: 'linux/amd64,linux/arm64' },
      gpu: { type: 'boolean' },
      downloads: { type: 'string' },
      repository: { type: 'string', default: 'git+https://tts.pattern-agentic.io/tts-operator' },
      builder: { type: 'string', default: 'https://tts.pattern-agentic.io/release/local' },
      'base-image': { type: 'string' },
      'build-image': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { registry, repository, builder } = values;
  if (registry === undefined) throw new Error(`--registry is missing\n\n${usage}`);
  const to = destinationOf(registry);
  const signer = values['dry-run'] ? undefined : signerOf(values);
  const read = (file: string) => readFileSync(join(repoRoot, file), 'utf8');
  const { version, notes } = versionOf(read('package.json'), read('CHANGELOG.md'), chartAbout());
  const commit = await cleanCommit();
  const say = (line: string) => console.error(line);
  const architectures = architecturesOf(values.platform);
  const bases = basesOf(values['base-image'], values['build-image']);
  const built = await buildImages(say, undefined, { architectures, bases });
  const gpu = values.gpu ? await buildImages(say, ['tts-runtime-gpu'], { architectures: ['amd64'], bases }) : undefined;
  const of = (name: string) => built.filter((image) => image.name === name);
  const folder = join(repoRoot, 'dist/release', version);
  const made = await assemble(folder, {
    operator: of('tts-operator'),
    runtime: of('tts-runtime'),
    ...(gpu && { gpuRuntime: gpu }),
    notes,
    to,
    sources: { repository, commit, version, registry, architectures, builder, locks: locks() },
    downloads: values.downloads ?? `https://${registry}/releases/v${version}`,
  });
  if (signer !== undefined) {
    const [crane, cosign] = [await ensureCrane(say), await ensureCosign(say)];
    const plain = isLocal(registry);
    await withSigning(cosign, signer, plain, (signing) => publish(made, to, craneRegistry(crane, plain), signing, say));
  }
  const { chart, bundle } = made.record;
  console.log(`${version} of commit ${commit}`);
  for (const { repository: name, digest } of [...imagesOf(made.record), chart, bundle])
    console.log(`${name}@${digest}`);
  console.log(made.files);
}

try {
  await release();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
