import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { localRegistries } from '../../operator/model-store/local-registries.ts';
import { repoRoot } from '../cluster/paths.ts';
import { capacity, storageClasses } from './capacity.ts';
import { fitSample } from './fit.ts';
import type { Sample } from './fit.ts';
import type { Target } from './target.ts';

const overlay = join(repoRoot, '.state/overlay');
const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=tts-up'];
const caName = 'machine-ca';
const whyPending =
  '{range .items[?(@.status.phase=="Pending")]}{.metadata.name} is Pending: {.status.conditions[*].message}{"\\n"}{end}';

/** References of the two images. */
export interface Images {
  operator: string;
  runtime: string;
}

/**
 * Installs CRD, RBAC and operator with these images and this machine's registries, and waits for the operator. They come from
 * config/default, or from the install.yaml of a release.
 */
export async function installOperator(
  at: Target,
  images: Images,
  progress: (line: string) => void,
  released?: string,
): Promise<void> {
  const registries = await localRegistries();
  const environment = { ...registries, OPERATOR_IMAGE: images.operator, RUNTIME_IMAGE: images.runtime };
  const env = Object.entries(environment).map(([name, value]) => ({ name, value }));
  const patch = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'tts-operator', namespace: 'tts-system' },
    spec: { template: { spec: { containers: [{ name: 'operator', image: images.operator, env }] } } },
  };
  mkdirSync(overlay, { recursive: true });
  if (released !== undefined) copyFileSync(released, join(overlay, 'install.yaml'));
  const resources = [released === undefined ? '../../config/default' : 'install.yaml'];
  const kustomization = { resources, patches: [{ path: 'operator.json' }] };
  writeFileSync(join(overlay, 'kustomization.yaml'), JSON.stringify(kustomization, null, 2));
  writeFileSync(join(overlay, 'operator.json'), JSON.stringify(patch, null, 2));
  progress('operator: applying CRD, RBAC and Deployment');
  await at.kubectl([...apply, '-k', overlay]);
  await at.kubectl([
    'wait',
    '--for=condition=Established',
    'crd/ttsservices.tts.pattern-agentic.io',
    'crd/ttslexicons.tts.pattern-agentic.io',
    '--timeout=60s',
  ]);
  const deployment = ['-n', 'tts-system', 'rollout', 'status', 'deployment/tts-operator', '--timeout=120s'];
  await at.kubectl(deployment).catch(async (error: unknown) => {
    const pods = await at.kubectl(['-n', 'tts-system', 'get', 'pods', '-o', 'wide']).catch(() => '');
    const logs = await at.kubectl(['-n', 'tts-system', 'logs', 'deployment/tts-operator', '--tail=15']).catch(() => '');
    const waiting = await at
      .kubectl(['-n', 'tts-system', 'get', 'pods', '-o', `jsonpath=${whyPending}`])
      .catch(() => '');
    throw new Error(`the operator did not get ready\n${pods}${waiting}${logs}`, { cause: error });
  });
  progress('operator: ready');
}

/** The fields of spec.image for a reference with a digest, or with a tag. */
export function imageFields(reference: string): { repository: string; tag?: string; digest?: string } {
  const [name = '', digest] = reference.split('@');
  const [repository = '', tag] = name.split(/:(?=[^/]*$)/);
  return { repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

type Document = Sample & { kind: string; metadata: { name: string; namespace?: string } };

/** Applies config/samples/pattern-tts.yaml with the runtime image just built, made to fit the cluster and trusting this machine's private CA where it has one. */
export async function applySample(at: Target, runtime: string, progress: (line: string) => void): Promise<void> {
  const text = readFileSync(join(repoRoot, 'config/samples/pattern-tts.yaml'), 'utf8');
  const documents = text.split(/^---$/m).map((part) => load(part) as Document);
  const others = documents.filter(({ kind }) => kind !== 'TTSService');
  const written = documents.find(({ kind }) => kind === 'TTSService');
  if (written === undefined) throw new Error('config/samples/pattern-tts.yaml holds no TTSService');
  const { sample, changes } = fitSample(written, await capacity(at), await storageClasses(at));
  sample.spec.image = imageFields(runtime);
  const ca = process.env['NODE_EXTRA_CA_CERTS'] ?? process.env['SSL_CERT_FILE'];
  if (ca !== undefined) {
    const { namespace } = sample.metadata;
    const data = { 'ca.crt': readFileSync(ca, 'utf8') };
    others.push({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: caName, namespace },
      data,
    } as unknown as Document);
    sample.spec.model['caBundleRef'] = { name: caName, key: 'ca.crt' };
    changes.push(`model.caBundleRef: ConfigMap ${caName} made of ${ca}`);
  }
  progress(`sample: ${changes.length > 0 ? `fitted to this cluster: ${changes.join(', ')}` : 'applied as written'}`);
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...others, sample] });
  await at.kubectl([...apply, '-f', '-'], list);
}

interface Pod {
  spec: { volumes: { persistentVolumeClaim?: { claimName: string } }[] };
}

/** The pod of config/samples/pvc-uploader.yaml with this claim as its volume: the claim's name depends on the sample's settings. */
export function uploaderOf(text: string, claim: string): object {
  const pod = load(text) as Pod;
  for (const { persistentVolumeClaim } of pod.spec.volumes)
    if (persistentVolumeClaim) persistentVolumeClaim.claimName = claim;
  return pod;
}

/** Applies the pod that looks at the sample's volume; it needs the claim, so it comes after the service. */
export async function applyUploader(at: Target, namespace: string, service: string): Promise<void> {
  const claim = await at.kubectl(['-n', namespace, 'get', 'tts', service, '-o', 'jsonpath={.status.volume}']);
  const pod = JSON.stringify(
    uploaderOf(readFileSync(join(repoRoot, 'config/samples/pvc-uploader.yaml'), 'utf8'), claim),
  );
  await at.kubectl(['apply', '-f', '-'], pod).catch(async () => {
    // A pod cannot be changed: it is made anew when the claim's name has changed.
    await at.kubectl(['delete', '-f', '-', '--ignore-not-found', '--grace-period=1'], pod);
    await at.kubectl(['apply', '-f', '-'], pod);
  });
}

/** Removes every TTSService, then the operator, its rights, the CRD and the sample's namespace. */
export async function uninstall(at: Target, progress: (line: string) => void): Promise<void> {
  progress('product: deleting TTSServices');
  const quiet = ['--ignore-not-found', '--wait=true', '--timeout=120s'];
  await at.kubectl(['delete', 'ttsservices', '--all', '--all-namespaces', ...quiet]).catch(ignoreMissingType);
  progress('product: deleting the operator and the CRD');
  await at.kubectl(['delete', '-k', join(repoRoot, 'config/default'), ...quiet]);
  await at.kubectl(['delete', 'namespace', 'pattern-agentic', ...quiet]);
}

function ignoreMissingType(error: unknown): void {
  if (!/doesn't have a resource type/.test(String(error))) throw error;
}
