// `npm run up`: from a fresh checkout to speech on a real Kubernetes.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { repoRoot } from './cluster/paths.ts';
import { buildImages } from './images/build.ts';
import { applySample, applyUploader, installOperator } from './up/install.ts';
import { StepFailure, reporter } from './up/report.ts';
import { speak } from './up/speech.ts';
import { findTarget, installPackages, wouldEmbed } from './up/target.ts';
import { linkUserKubeconfig } from './up/user-kubeconfig.ts';
import { waitForService } from './up/watch.ts';

const usage = `usage: npm run up [-- --context NAME] [-- --operator-image REF --runtime-image REF]

Uses the cluster of --context or KUBECONFIG. Without one, uses kind if Docker is running. Otherwise, on Linux as root,
builds a Kubernetes node from Go modules. With image references, it builds no images: the cluster pulls them.
`;

const [namespace, name, sentence] = ['pattern-agentic', 'pattern-tts', 'The Pattern TTS Service is now operational!'];

async function up(): Promise<void> {
  const { values } = parseArgs({
    options: {
      context: { type: 'string' },
      'operator-image': { type: 'string' },
      'runtime-image': { type: 'string' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { step, elapsed } = reporter();
  const choice = { context: values.context };
  const [operatorImage, runtimeImage] = [values['operator-image'], values['runtime-image']];
  const given = operatorImage !== undefined && runtimeImage !== undefined;
  // Both steps below use apt-get, which runs once at a time.
  if (await wouldEmbed(choice)) await step('packages', installPackages);
  const [cluster, built] = await Promise.all([
    step('cluster', (progress) => findTarget(choice, progress)),
    given ? [] : step('images', (progress) => buildImages(progress)),
  ]);
  process.stderr.write(`[${elapsed()}] cluster: ${cluster.description}\n`);
  for (const { reference, bytes } of built)
    process.stderr.write(`[${elapsed()}] image: ${reference} ${(bytes / 1e6).toFixed(0)} MB\n`);
  if (!given) await step('load', (progress) => cluster.load(built, progress));
  const reference = (image: string) => built.find((one) => one.name === image)?.reference ?? '';
  const images = {
    operator: operatorImage ?? reference('tts-operator'),
    runtime: runtimeImage ?? reference('tts-runtime'),
  };
  await step('install', (progress) => installOperator(cluster, images, progress));
  await step('sample', (progress) => applySample(cluster, images.runtime, progress));
  await step('service', (progress) => waitForService(cluster, namespace, name, progress));
  await step('uploader', () => applyUploader(cluster));
  const file = join(repoRoot, 'speech.mp3');
  const speech = await step('speech', () => speak(cluster, namespace, `${name}-service`, sentence, file));
  const plain = cluster.kind === 'embedded' && linkUserKubeconfig();
  const kubectl = cluster.line(plain);
  process.stdout.write(`
${await cluster.kubectl(['get', 'tts', '-n', namespace])}
speech.mp3: "${sentence}", ${speech.seconds.toFixed(1)} s of speech made in ${speech.took.toFixed(1)} s (${speech.bytes} bytes)
up took ${elapsed()}
${plain ? '\n~/.kube/config now points to this node, so plain kubectl reaches it; npm run down removes it.\n' : ''}
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
