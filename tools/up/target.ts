import { join } from 'node:path';
import { ensureBinaries } from '../cluster/build.ts';
import { loadImages } from '../cluster/node-images.ts';
import { nodeExists, nodeKubeconfig, startNode } from '../cluster/node.ts';
import { ensurePackages, has, nodePackages } from '../cluster/packages.ts';
import { feed, sh, tryTo } from '../cluster/shell.ts';
import { dockerAnswers } from '../images/builder.ts';
import type { BuiltImage } from '../images/build.ts';

/** A cluster to install into. */
export interface Target {
  kind: 'embedded' | 'kind' | 'named';
  description: string;
  env: NodeJS.ProcessEnv;
  /** A kubectl call as a list, the program first. */
  command(args: string[]): string[];
  /** How a person types kubectl; `plain` where their own configuration reaches the cluster. */
  line(plain: boolean): string;
  kubectl(args: string[], input?: string): Promise<string>;
  load(images: BuiltImage[], progress: (line: string) => void): Promise<void>;
}

/** What the user may name on the command line. */
export interface Choice {
  context: string | undefined;
}

const kindCluster = 'tts-operator';

function target(
  kind: Target['kind'],
  description: string,
  kubectlPath: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  load: Target['load'],
): Target {
  const program = has('kubectl') ? 'kubectl' : kubectlPath;
  const config = kind === 'embedded' ? [`--kubeconfig=${nodeKubeconfig}`] : [];
  return {
    ...{ kind, description, env, load },
    command: (rest) => [kubectlPath, ...args, ...rest],
    line: (plain) => (plain ? program : [program, ...config, ...args].join(' ')),
    kubectl: (rest, input) =>
      input === undefined
        ? sh(kubectlPath, [...args, ...rest], env)
        : feed(kubectlPath, [...args, ...rest], input, env),
  };
}

const findKubectl = async (progress: (line: string) => void) =>
  has('kubectl') ? 'kubectl' : join(await ensureBinaries(['kube'], progress), 'kubectl');

const intoKind =
  (cluster: string): Target['load'] =>
  async (images, progress) => {
    for (const { archive, reference } of images) {
      progress(`loading ${reference} into kind`);
      await sh('kind', ['load', 'image-archive', archive, '--name', cluster]);
    }
  };

const cannotLoad: Target['load'] = (images) =>
  Promise.reject(
    new Error(
      `this cluster pulls its images from a registry. Push these archives there, then name them with --operator-image and --runtime-image:\n${images.map(({ archive }) => `  ${archive}`).join('\n')}`,
    ),
  );

async function named(choice: Choice, progress: (line: string) => void): Promise<Target | undefined> {
  const env = process.env;
  const configured =
    env['KUBECONFIG'] !== undefined && env['KUBECONFIG'] !== '' && env['KUBECONFIG'] !== nodeKubeconfig;
  if (choice.context === undefined && !configured) return undefined;
  const kubectl = await findKubectl(progress);
  const args = choice.context === undefined ? [] : [`--context=${choice.context}`];
  const context = choice.context ?? (await sh(kubectl, ['config', 'current-context'])).trim();
  const load = context.startsWith('kind-') ? intoKind(context.slice('kind-'.length)) : cannotLoad;
  return target('named', `the cluster of context ${context}`, kubectl, args, env, load);
}

async function kind(progress: (line: string) => void): Promise<Target | undefined> {
  if (!has('kind') || !(await dockerAnswers())) return undefined;
  progress('kind: this way of `up` has not been seen to run; the embedded node and a named context have');
  const clusters = (await tryTo('kind', ['get', 'clusters'])) ?? '';
  if (!clusters.split('\n').includes(kindCluster)) {
    progress(`kind: creating the cluster ${kindCluster}`);
    await sh('kind', ['create', 'cluster', '--name', kindCluster]);
  }
  const kubectl = await findKubectl(progress);
  const description = `kind cluster ${kindCluster}`;
  return target('kind', description, kubectl, [`--context=kind-${kindCluster}`], process.env, intoKind(kindCluster));
}

async function embedded(progress: (line: string) => void): Promise<Target> {
  const node = await startNode(progress);
  const env = { ...process.env, KUBECONFIG: node.kubeconfig };
  return target('embedded', 'the embedded node', node.kubectl, [], env, (images, say) => loadImages(node, images, say));
}

const mayEmbed = process.platform === 'linux' && process.getuid?.() === 0;
const noCluster =
  'no cluster: name one with --context or KUBECONFIG, or install Docker and kind, or run this as root on Linux with Go 1.26 (it then builds and starts a node of its own)';

/**
 * Whether `up` would use the embedded node, so that its packages can be installed before two steps need apt-get at once.
 * Throws when the machine has no cluster and can make none.
 */
export async function wouldEmbed(choice: Choice): Promise<boolean> {
  const configured = process.env['KUBECONFIG'] !== undefined && process.env['KUBECONFIG'] !== nodeKubeconfig;
  if (choice.context !== undefined || configured) return false;
  if (!nodeExists() && has('kind') && (await dockerAnswers())) return false;
  if (!mayEmbed) throw new Error(noCluster);
  return true;
}

/** The cluster the user names; else kind; else the embedded node of this machine. */
export async function findTarget(choice: Choice, progress: (line: string) => void): Promise<Target> {
  const byName = await named(choice, progress);
  if (byName) return byName;
  const ofKind = nodeExists() ? undefined : await kind(progress);
  if (ofKind) return ofKind;
  if (!mayEmbed) throw new Error(noCluster);
  return embedded(progress);
}

/** What of the cluster `up` itself made, where the user names none. */
export async function madeByUp(choice: Choice): Promise<'embedded' | 'kind' | undefined> {
  const configured = process.env['KUBECONFIG'] !== undefined && process.env['KUBECONFIG'] !== nodeKubeconfig;
  if (choice.context !== undefined || configured) return undefined;
  if (nodeExists()) return 'embedded';
  const clusters = has('kind') ? ((await tryTo('kind', ['get', 'clusters'])) ?? '') : '';
  return clusters.split('\n').includes(kindCluster) ? 'kind' : undefined;
}

/** The packages of the embedded node and of its image builder. */
export const installPackages = (progress: (line: string) => void) =>
  ensurePackages({ ...nodePackages, ...(has('docker') && !has('apt-get') ? {} : { buildah: 'buildah' }) }, progress);
