// `npm run down`: removes the product and, unless --keep-cluster, the cluster that `up` made.
import { parseArgs } from 'node:util';
import { findNode, stopNode } from './cluster/node.ts';
import { sh } from './cluster/shell.ts';
import { unmountBuilds } from './images/builder.ts';
import { uninstall } from './up/install.ts';
import { reporter } from './up/report.ts';
import { findTarget, madeByUp } from './up/target.ts';
import { unlinkUserKubeconfig } from './up/user-kubeconfig.ts';

const usage = `usage: npm run down [-- --context NAME] [--keep-cluster]

Removes everything that \`npm run up\` created. Keeps a cluster that existed before, and the built programs and images
(~/.cache/tts-operator).
`;

async function down(): Promise<void> {
  const { values } = parseArgs({
    options: {
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
    const choice = { context: values.context };
    const own = await madeByUp(choice);
    if (own === undefined && choice.context === undefined && process.env['KUBECONFIG'] === undefined) {
      progress('down: nothing is running');
      unlinkUserKubeconfig();
      return;
    }
    if (own === undefined || values['keep-cluster']) {
      await uninstall(await findTarget(choice, progress), progress);
      progress('product: removed; the cluster is kept');
    } else if (own === 'kind') {
      await sh('kind', ['delete', 'cluster', '--name', 'tts-operator']);
      progress('kind: cluster removed');
    } else {
      await stopNode(findNode()?.binaries, progress);
      await unmountBuilds();
      if (unlinkUserKubeconfig()) progress('~/.kube/config: removed, it pointed to the node');
    }
  });
}

try {
  await down();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}
