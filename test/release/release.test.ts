import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load, loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { KubeObject } from '../../operator/controller/object.ts';
import { sh } from '../../tools/cluster/shell.ts';
import { ensureHelm } from '../../tools/helm/build.ts';
import { architecturesOf } from '../../tools/images/architecture.ts';
import { assemble } from '../../tools/release/assemble.ts';
import type { Assembled } from '../../tools/release/assemble.ts';
import { verification, withSigning } from '../../tools/release/cosign.ts';
import { craneRegistry } from '../../tools/release/crane.ts';
import type { Registry } from '../../tools/release/crane.ts';
import { destinationOf } from '../../tools/release/destination.ts';
import { fetchFiles } from '../../tools/release/fetch.ts';
import { ensureBundleValidator, ensureCosign, ensureCrane } from '../../tools/release/programs.ts';
import { publish } from '../../tools/release/publish.ts';
import { FILES } from '../../tools/release/record.ts';
import { verifyRelease } from '../../tools/release/verify.ts';
import { startRegistry } from './registry.ts';
import type { LocalRegistry } from './registry.ts';
import { smallImage } from './small-images.ts';

const version = '9.8.7';
const say = (line: string) => console.error(line);
const quiet = () => undefined;
const folder = mkdtempSync(join(tmpdir(), 'tts-release-'));
const at = (...path: string[]) => join(folder, ...path);

let crane: string;
let cosign: string;
let server: LocalRegistry;
let registry: Registry;
let name: string;
let release: Assembled;

async function make(where: string): Promise<Assembled> {
  const images = async (program: string) => {
    const made = architecturesOf('linux/amd64,linux/arm64').map((architecture) =>
      smallImage(at(`${program}-${architecture}.tar`), program, architecture),
    );
    return Promise.all(made);
  };
  return assemble(at(where), {
    operator: await images('operator'),
    runtime: await images('runtime'),
    gpuRuntime: (await images('gpuRuntime')).slice(0, 1),
    notes: '- new',
    to: destinationOf(name),
    downloads: 'https://downloads.example/',
    sources: {
      ...{ repository: 'git+https://git.example/tts', commit: 'a'.repeat(40), version, registry: name },
      ...{ architectures: ['amd64', 'arm64'], locks: {}, builder: 'https://builder.example' },
    },
  });
}

const key = (which: string) => at(`${which}.key`);

beforeAll(async () => {
  [crane, cosign] = [await ensureCrane(say), await ensureCosign(say)];
  process.env['COSIGN_PASSWORD'] = 'secret of the test';
  for (const which of ['cosign', 'other']) await sh(cosign, ['generate-key-pair', '--output-key-prefix', at(which)]);
  mkdirSync(at('registry'));
  server = await startRegistry(crane, at('registry'));
  registry = craneRegistry(crane, true);
  name = `${server.host}/team/tts`;
  release = await make('first');
  await withSigning(cosign, { key: key('cosign') }, true, (signing) =>
    publish(release, destinationOf(name), registry, signing, quiet),
  );
});
afterAll(async () => {
  await server?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const verify = (files: string, tell: (line: string) => void = quiet, which = 'cosign') =>
  verifyRelease(files, version, registry, verification(cosign, { key: at(`${which}.pub`) }, true), tell);

/** Every file below a folder with its bytes, as text. */
function content(where: string): Record<string, string> {
  const entries = readdirSync(where, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const files = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
  return Object.fromEntries(files.map((file) => [file.slice(where.length), readFileSync(file, 'latin1')]));
}

test('made twice, it is the same to the byte, but for signatures', async () => {
  await make('second');
  const second = content(at('second'));
  // What publishing added: the signature, and the files as an artifact.
  const first = Object.entries(content(at('first'))).filter(
    ([file]) => !file.startsWith('/oci/files/') && !file.endsWith(`/${FILES.bundle}`),
  );
  expect(Object.keys(second).length).toBeGreaterThan(20);
  expect(second).toEqual(Object.fromEntries(first));
});

describe('from the registry alone', () => {
  test('the files are fetched, and everything is good', async () => {
    await fetchFiles(registry, destinationOf(name).files, version, at('fetched'));
    const told: string[] = [];
    const record = await verify(at('fetched'), (line) => told.push(line));
    expect(record).toEqual(release.record);
    expect(told).toHaveLength(12);
  });

  test('an image is an index of both architectures', async () => {
    const { repository, digest } = release.record.images.operator;
    const index = JSON.parse(await registry.manifest(`${repository}@${digest}`)) as {
      manifests: { platform: object }[];
    };
    expect(index.manifests.map(({ platform }) => platform)).toEqual([
      { architecture: 'amd64', os: 'linux' },
      { architecture: 'arm64', os: 'linux' },
    ]);
  });

  test('Helm takes the chart, whose images are those of the release', async () => {
    const helm = await ensureHelm(say);
    const { repository, digest } = release.record.chart;
    const oci = `oci://${repository}`;
    const rendered = await sh(helm, ['template', 'tts', oci, '--version', version, '--plain-http', '-n', 'x']);
    expect(await sh(helm, ['template', 'tts', `${oci}@${digest}`, '--plain-http', '-n', 'x'])).toBe(rendered);
    const file = join(release.files, release.record.chart.file);
    expect(await sh(helm, ['template', 'tts', file, '-n', 'x'])).toBe(rendered);
    const { operator, runtime, gpuRuntime } = release.record.images;
    expect(rendered).toContain(`image: ${operator.repository}@${operator.digest}\n`);
    expect(rendered).toContain(`value: ${runtime.repository}@${runtime.digest}\n`);
    expect(rendered).toContain(`value: ${gpuRuntime?.repository}@${gpuRuntime?.digest}\n`);
    expect(await sh(helm, ['show', 'chart', file])).toContain('artifacthub.io/license');
  });
});

test('the bundle for OLM is valid, and the registry has it as an image', async () => {
  const { repository, digest } = release.record.bundle;
  await registry.validate(`${repository}@${digest}`);
  const [layer] = (JSON.parse(await registry.manifest(`${repository}@${digest}`)) as { layers: { digest: string }[] })
    .layers;
  mkdirSync(at('bundle'));
  writeFileSync(at('bundle.tgz'), await registry.blob(`${repository}@${layer?.digest}`));
  await sh('tar', ['-xzf', at('bundle.tgz'), '-C', at('bundle')]);
  expect(await sh(await ensureBundleValidator(say), [at('bundle')])).toBe('');
});

test('install.yaml names the images by digest', () => {
  const text = readFileSync(join(release.files, FILES.install), 'utf8');
  const [deployment] = (loadAll(text) as KubeObject[]).filter(({ kind }) => kind === 'Deployment');
  expect(text).not.toContain(':dev\n');
  const { repository, digest } = release.record.images.operator;
  expect(JSON.stringify(deployment)).toContain(`"image":"${repository}:${version}@${digest}"`);
});

test('the archive of the plugin runs, and krew finds it by its sum', async () => {
  const krew = load(readFileSync(join(release.files, FILES.krew), 'utf8')) as {
    spec: { version: string; platforms: { uri: string; sha256: string }[] };
  };
  expect(krew.spec.version).toBe(`v${version}`);
  const archive = `kubectl-tts-${version}.tar.gz`;
  for (const { uri, sha256 } of krew.spec.platforms) {
    expect(uri).toBe(`https://downloads.example/${archive}`);
    expect(readFileSync(join(release.files, FILES.checksums), 'utf8')).toContain(`${sha256}  ${archive}`);
  }
  mkdirSync(at('plugin'));
  await sh('tar', ['-xzf', join(release.files, archive), '-C', at('plugin')]);
  expect(await sh(process.execPath, [at('plugin/kubectl-tts'), '--help'])).toContain('kubectl tts');
});

test('another key is not believed', async () => {
  await fetchFiles(registry, destinationOf(name).files, version, at('other-key'));
  await expect(verify(at('other-key'), quiet, 'other')).rejects.toThrow();
});

describe('a tampered file is refused', () => {
  const more = (bytes: Buffer) => Buffer.concat([bytes, Buffer.from('\n')]);
  const oneBit = (bytes: Buffer) =>
    Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte)));
  /** A bundle is JSON, in which a line end means nothing: another letter of its signature. */
  const signature = (bytes: Buffer) =>
    Buffer.from(
      bytes
        .toString()
        .replace(
          /("signature": *".{20})(.)/,
          (_, before: string, letter: string) => before + (letter === 'A' ? 'B' : 'A'),
        ),
    );
  const files = [
    ...[...Object.values(FILES), `tts-operator-${version}.tgz`, `kubectl-tts-${version}.tar.gz`],
    ...['operator', 'runtime'].flatMap((program) => ['amd64', 'arm64'].map((one) => `sbom-${program}-${one}.cdx.json`)),
    'sbom-gpuRuntime-amd64.cdx.json',
  ];

  test.each(files)('%s', async (file) => {
    const copy = at(`tampered-${file}`);
    await fetchFiles(registry, destinationOf(name).files, version, copy);
    const bytes = readFileSync(join(copy, file));
    for (const change of file === FILES.bundle ? [signature] : [more, oneBit]) {
      writeFileSync(join(copy, file), change(bytes));
      expect(readFileSync(join(copy, file)).equals(bytes)).toBe(false);
      await expect(verify(copy)).rejects.toThrow();
    }
    writeFileSync(join(copy, file), bytes);
    await verify(copy);
  });

  test('a file too many, and one too few', async () => {
    const copy = at('tampered-set');
    await fetchFiles(registry, destinationOf(name).files, version, copy);
    writeFileSync(join(copy, 'more.yaml'), '');
    await expect(verify(copy)).rejects.toThrow('not in the checksums: more.yaml');
    rmSync(join(copy, 'more.yaml'));
    rmSync(join(copy, FILES.install));
    await expect(verify(copy)).rejects.toThrow('install.yaml is missing');
  });
});

describe('a tampered registry is refused', () => {
  /** The blobs of the registry by digest, which crane's registry keeps as files. */
  const blobFile = (digest: string): string => {
    const found = readdirSync(at('registry'), { recursive: true, encoding: 'utf8' });
    const file = found.find((path) => path.endsWith(digest.slice('sha256:'.length)));
    if (file === undefined) throw new Error(`the registry has no file of ${digest}`);
    return at('registry', file);
  };

  test.each(['operator', 'runtime'] as const)('another %s image under the tag', async (program) => {
    const { repository, digest } = release.record.images[program];
    const image = await smallImage(at(`evil-${program}.tar`), 'evil', 'amd64');
    await sh(crane, ['push', image.archive, `${repository}:${version}`]);
    await expect(verify(release.files)).rejects.toThrow('the release has');
    await sh(crane, ['tag', `${repository}@${digest}`, version]);
    await verify(release.files);
  });

  test('another chart under the tag', async () => {
    const { repository, digest } = release.record.chart;
    const image = await smallImage(at('evil-chart.tar'), 'evil', 'amd64');
    await sh(crane, ['push', image.archive, `${repository}:${version}`]);
    await expect(verify(release.files)).rejects.toThrow('the release has');
    await sh(crane, ['tag', `${repository}@${digest}`, version]);
  });

  test.each([
    ['operator', 'amd64'],
    ['operator', 'arm64'],
    ['runtime', 'amd64'],
    ['runtime', 'arm64'],
  ] as const)('other bytes of a layer of %s for %s', async (program, architecture) => {
    const { repository, platforms } = release.record.images[program];
    const text = await registry.manifest(`${repository}@${platforms[architecture]?.digest}`);
    const [layer] = (JSON.parse(text) as { layers: { digest: string }[] }).layers;
    const file = blobFile(layer?.digest ?? '');
    const bytes = readFileSync(file);
    cpSync(file, `${file}.kept`);
    writeFileSync(file, Buffer.from(bytes.map((byte, index) => (index === bytes.length >> 1 ? byte ^ 1 : byte))));
    await expect(verify(release.files)).rejects.toThrow();
    cpSync(`${file}.kept`, file);
    rmSync(`${file}.kept`);
    await verify(release.files);
  });

  test('an image that nobody has signed, in a release signed anew by somebody else', async () => {
    const evil = `${name}-evil`;
    const made = await make('evil');
    await withSigning(cosign, { key: key('other') }, true, (signing) =>
      publish(made, destinationOf(evil), registry, signing, quiet),
    );
    await fetchFiles(registry, destinationOf(evil).files, version, at('evil-files'));
    await expect(verify(at('evil-files'))).rejects.toThrow();
  });
});
