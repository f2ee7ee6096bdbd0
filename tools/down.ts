// `npm run down`: removes the product and, unless --keep-cluster, the cluster that `up` made.
import { parseArgs } from 'node:util';
import { findNode, stopNode } from './cluster/node.ts';
import { unmountBuilds } from './images/buildah.ts';
import { removeDockerImages } from './images/docker.ts';
import { wantedDown } from './up/choice.ts';
import { uninstall } from './up/install.ts';
import { removeKindCluster } from './up/kind.ts';
import { reporter } from './up/report.ts';
import { madeByUp, observeMachine, openTarget } from './up/target.ts';
import { unlinkUserKubeconfig } from './up/user-kubeconfig.ts';

const usage = `usage: npm run down [-- --target embedded|kind|context] [--context NAME] [--keep-cluster]

Removes everything that \`npm run up\` created, with the images that it left in Docker or on nodes. Keeps a cluster that
existed before, and the built programs and image archives (~/.cache/tts-operator).
`;

async function down(): Promise<void> {
  const { values } = parseArgs({
    options: {
      target: { type: 'string' },
      context: { type: 'string' },
      'keep-cluster': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(usage);
    return;
  }
  const { step } = reporter();
  await step('down', async (progress) => {
    const choice = { target: values.target, context: values.context };
    const machine = await observeMachine();
    const made = await madeByUp();
    const wanted = wantedDown(choice, machine, made);
    if (wanted === undefined) {
      progress('down: nothing is running');
      unlinkUserKubeconfig();
    } else if (wanted.kind === 'context' || values['keep-cluster']) {
      const cluster = await openTarget(wanted, choice, { image: undefined, config: undefined }, progress);
      await uninstall(cluster, progress);
      await cluster.unload();
      progress('product: removed; the cluster is kept');
    } else if (wanted.kind === 'kind') {
      await removeKindCluster();
      progress('kind: cluster removed');
    } else {
      await stopNode(findNode()?.binaries, progress);
      await unmountBuilds();
      if (unlinkUserKubeconfig()) progress('~/.kube/config: removed, it pointed to the node');
    }
    const removed = await removeDockerImages();
    if (removed.length > 0) progress(`docker: removed ${removed.join(', ')}`);
    const [other] = made.filter((kind) => kind !== wanted?.kind);
    if (other !== undefined) progress(`down: ${other} is still there; npm run down -- --target ${other} removes it`);
  });
}

try {
  await down();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
