// `npm run up`: from a fresh checkout to speech on a real Kubernetes.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { findNode } from './cluster/node.ts';
import { repoRoot } from './cluster/paths.ts';
import { startPolicies } from './cluster/policies.ts';
import { buildImages } from './images/build.ts';
import { basesOf } from './images/builder.ts';
import { installKeda } from './keda/install.ts';
import { additionsOf, chooseTarget } from './up/choice.ts';
import { applySample, applyUploader, installOperator } from './up/install.ts';
import { ensureMetrics, noteOnMetrics } from './up/metrics-server.ts';
import { fetchRelease, releaseOf } from './up/release.ts';
import { StepFailure, reporter } from './up/report.ts';
import { speak } from './up/speech.ts';
import { installPackages, observeMachine, openTarget } from './up/target.ts';
import { linkUserKubeconfig } from './up/user-kubeconfig.ts';
import { waitForService } from './up/watch.ts';

const usage = `usage: npm run up [-- OPTION ...]

Installs the operator and a sample service into a cluster, and makes it speak. The first line says which cluster is
used and why. Without --target it is the cluster of --context or KUBECONFIG; else this machine's embedded node if it is
there; else kind, if kind is installed and Docker answers; else, on Linux as root, a new embedded node, which is built
from Go modules.

  --target embedded|kind|context   the cluster to use
  --context NAME                   the context of a kubeconfig to use
  --operator-image REF             with --runtime-image REF: builds no images, the cluster pulls these
  --release VERSION                with --registry HOST/NAME: builds no images, verifies that release and installs it;
                                   with --key FILE, or --identity REGEXP and --issuer URL, as npm run verify-release
  --base-image REF, --build-image REF
                                   base images of the build, as of npm run images
  --kind-image REF                 the node image of a new kind cluster (TTS_KIND_IMAGE, else kind's own)
  --kind-config FILE               the configuration of a new kind cluster (by default one node, with a kubelet that
                                   accepts cgroup v1 where Docker's host has it)
  --with keda                      also installs KEDA and its HTTP add-on, built from Go modules, which takes minutes the
                                   first time (docs/guides/scale-to-zero.md)
  --with policies                  enforces NetworkPolicies on the embedded node, which otherwise accepts and ignores them
`;

const titles = { context: 'a cluster of yours', embedded: 'the embedded node', kind: 'kind' };
const [namespace, name, sentence] = ['pattern-agentic', 'pattern-tts', 'The Pattern TTS Service is now operational!'];

async function up(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string' },
      context: { type: 'string' },
      'operator-image': { type: 'string' },
      'runtime-image': { type: 'string' },
      release: { type: 'string' },
      registry: { type: 'string' },
      key: { type: 'string' },
      identity: { type: 'string' },
      issuer: { type: 'string' },
      'base-image': { type: 'string' },
      'build-image': { type: 'string' },
      'kind-image': { type: 'string' },
      'kind-config': { type: 'string' },
      with: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { step, elapsed } = reporter();
  const choice = { target: values.target, context: values.context };
  const chosen = chooseTarget(choice, await observeMachine());
  process.stderr.write(`[${elapsed()}] cluster: ${titles[chosen.kind]} (${chosen.why})\n`);
  const additions = additionsOf(values.with, chosen);
  const kindOptions = { image: values['kind-image'], config: values['kind-config'] };
  const [operatorImage, runtimeImage] = [values['operator-image'], values['runtime-image']];
  const bases = basesOf(values['base-image'], values['build-image']);
  const released = releaseOf(values);
  const given = released !== undefined || (operatorImage !== undefined && runtimeImage !== undefined);
  // Both steps below use apt-get, which runs once at a time.
  if (chosen.kind === 'embedded') await step('packages', installPackages);
  const [cluster, built, release] = await Promise.all([
    step('cluster', (progress) => openTarget(chosen, choice, kindOptions, progress)),
    given ? [] : step('images', (progress) => buildImages(progress, undefined, { bases })),
    released && step('release', (progress) => fetchRelease(released, progress)),
  ]);
  process.stderr.write(`[${elapsed()}] cluster: ${cluster.description}\n`);
  for (const { reference, bytes } of built)
    process.stderr.write(`[${elapsed()}] image: ${reference} ${(bytes / 1e6).toFixed(0)} MB\n`);
  if (!given) await step('load', (progress) => cluster.load(built, progress));
  const node = additions.policies ? findNode() : undefined;
  if (node) await step('policies', (progress) => startPolicies(node, progress));
  const reference = (image: string) => built.find((one) => one.name === image)?.reference ?? '';
  const images = release?.images ?? {
    operator: operatorImage ?? reference('tts-operator'),
    runtime: runtimeImage ?? reference('tts-runtime'),
  };
  await step('metrics', (progress) => ensureMetrics(cluster, progress));
  if (additions.keda) await step('keda', (progress) => installKeda(cluster, progress));
  await step('install', (progress) => installOperator(cluster, images, progress, release?.install));
  await step('sample', (progress) => applySample(cluster, images.runtime, progress));
  await step('service', (progress) => waitForService(cluster, namespace, name, progress));
  await step('uploader', () => applyUploader(cluster, namespace, name));
  const file = join(repoRoot, 'speech.mp3');
  const speech = await step('speech', () => speak(cluster, namespace, `${name}-service`, sentence, file));
  const plain = cluster.kind === 'embedded' && linkUserKubeconfig();
  const kubectl = cluster.line(plain);
  const note = await noteOnMetrics(cluster);
  process.stdout.write(`
${await cluster.kubectl(['get', 'tts', '-n', namespace])}
speech.mp3: "${sentence}", ${speech.seconds.toFixed(1)} s of speech made in ${speech.took.toFixed(1)} s (${speech.bytes} bytes)
up took ${elapsed()}
${plain ? '\n~/.kube/config now points to this node, so plain kubectl reaches it; npm run down removes it.\n' : ''}${note === undefined ? '' : `\n${note}\n`}
To try next:
  ${kubectl} port-forward -n ${namespace} svc/${name}-service 8205:80
  curl -X POST http://localhost:8205/v1/audio/speech -H "Content-Type: application/json" \\
    -d '{"model": "tts-1", "input": "Hello!", "voice": "nova"}' --output hello.mp3
  http://localhost:8205/docs
  ${kubectl} get tts -n ${namespace} -o wide
`);
}

try {
  await up();
} catch (error) {
  const message =
    error instanceof StepFailure || !(error instanceof Error)
      ? String(error instanceof Error ? error.message : error)
      : error.message;
  process.stderr.write(
    `\n${message}\nAfter putting it right, run \`npm run up\` again: it goes on where it stopped.\n`,
  );
  process.exit(1);
}
