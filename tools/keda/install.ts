import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { issue, openAuthority } from '../cluster/pki.ts';
import { writeArchive } from '../cluster/static-image.ts';
import { ownArchitecture } from '../images/architecture.ts';
import type { BuiltImage } from '../images/build.ts';
import type { Target } from '../up/target.ts';
import { ensureKeda } from './build.ts';
import type { BuiltProgram, KedaProgram } from './build.ts';
import { certificates, kedaObjects, kedaServices, metricsApi, namespace } from './manifests.ts';
import { moduleSource } from './modules.ts';

const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=tts-up'];

/** An image of one static program; it stays beside the program. */
async function imageOf({ name, path, tag }: BuiltProgram): Promise<BuiltImage> {
  const reference = `tts-keda-${name}:${tag}`;
  const archive = `${path}.tar`;
  if (!existsSync(archive)) {
    const part = `${archive}.${process.pid}`;
    const program = { path: name, bytes: readFileSync(path) };
    await writeArchive(part, {
      ...{ reference: `docker.io/library/${reference}`, program, links: [] },
      ...{ command: [`/${name}`], user: '65532:65532' },
    });
    renameSync(part, archive);
  }
  const id = `sha256:${createHash('sha256').update(readFileSync(archive)).digest('hex')}`;
  return {
    name: `tts-keda-${name}`,
    reference,
    archive,
    bytes: statSync(archive).size,
    id,
    architecture: ownArchitecture,
  };
}

/** One certificate for KEDA's two servers, which prove themselves to each other with it. Made once for each cluster. */
async function ensureCertificates(at: Target): Promise<void> {
  const found = await at.kubectl(['get', 'secret', certificates, '-n', namespace, '--ignore-not-found', '-o', 'name']);
  if (found.trim() !== '') return;
  const folder = mkdtempSync(join(tmpdir(), 'tts-keda-pki-'));
  try {
    const authority = await openAuthority(folder);
    const names = kedaServices.flatMap((name) =>
      ['', `.${namespace}`, `.${namespace}.svc`, `.${namespace}.svc.cluster.local`].map((rest) => `DNS:${name}${rest}`),
    );
    const { certFile, keyFile } = await issue(authority, 'tls', 'keda-operator', [], names);
    const data = { 'ca.crt': authority.caFile, 'tls.crt': certFile, 'tls.key': keyFile };
    const encoded = Object.entries(data).map(([name, file]) => [name, readFileSync(file).toString('base64')]);
    const secret = {
      ...{ apiVersion: 'v1', kind: 'Secret', metadata: { name: certificates, namespace } },
      data: Object.fromEntries(encoded) as Record<string, string>,
    };
    await at.kubectl([...apply, '-f', '-'], JSON.stringify(secret));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Builds KEDA and its HTTP add-on from Go modules, and installs them where the operator looks for them. */
export async function installKeda(at: Target, progress: (line: string) => void): Promise<void> {
  const [built, keda, addon] = [await ensureKeda(progress), await moduleSource('keda'), await moduleSource('addon')];
  const images = await Promise.all(built.map(imageOf));
  await at.load(images, progress);
  progress('keda: applying CRDs, roles and programs');
  for (const { sources } of [keda, addon]) {
    // Server-side: a CRD of KEDA is too large for the annotation of a client-side apply. kustomize: some CRDs have patches.
    const crds = await at.kubectl(['kustomize', join(sources, 'config/crd')]);
    await at.kubectl([...apply, '-f', '-'], crds);
  }
  const space = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } };
  await at.kubectl([...apply, '-f', '-'], JSON.stringify(space));
  await at.kubectl([...apply, '-f', join(keda.sources, 'config/rbac/role.yaml')]);
  await ensureCertificates(at);
  const image = (program: KedaProgram): string =>
    `docker.io/library/${images.find(({ name }) => name === `tts-keda-${program}`)?.reference ?? ''}`;
  const list = { apiVersion: 'v1', kind: 'List', items: kedaObjects(image) };
  await at.kubectl([...apply, '-f', '-'], JSON.stringify(list));
  const wait = ['wait', '-n', namespace, '--for=condition=Available', 'deployment', '--all', '--timeout=180s'];
  await at.kubectl(wait).catch(async (error: unknown) => {
    const pods = await at.kubectl(['-n', namespace, 'get', 'pods', '-o', 'wide']).catch(() => '');
    throw new Error(`KEDA did not get ready\n${pods}`, { cause: error });
  });
  const ca = await at.kubectl(['-n', namespace, 'get', 'secret', certificates, '-o', 'jsonpath={.data.ca\\.crt}']);
  await at.kubectl([...apply, '-f', '-'], JSON.stringify(metricsApi(ca)));
  const api = ['wait', '--for=condition=Available', 'apiservice/v1beta1.external.metrics.k8s.io', '--timeout=60s'];
  await at.kubectl(api);
  progress(`keda: ready (KEDA ${keda.version}, HTTP add-on ${addon.version})`);
}
