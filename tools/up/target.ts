import { join } from 'node:path';
import { ensureBinaries } from '../cluster/build.ts';
import { loadImages, unloadImages } from '../cluster/node-images.ts';
import { nodeExists, nodeKubeconfig, startNode } from '../cluster/node.ts';
import { ensurePackages, has, nodePackages } from '../cluster/packages.ts';
import { feed, sh } from '../cluster/shell.ts';
import type { BuiltImage } from '../images/build.ts';
import { dockerAnswers } from '../images/docker.ts';
import type { Choice, Chosen, Machine } from './choice.ts';
import { ensureKindCluster, kindHas, loadIntoKind, ownCluster, unloadFromKind } from './kind.ts';
import type { KindOptions } from './kind.ts';

/** A cluster to install into. */
export interface Target {
  kind: Chosen['kind'];
  description: string;
  env: NodeJS.ProcessEnv;
  /** A kubectl call as a list, the program first. */
  command(args: string[]): string[];
  /** How a person types kubectl; `plain` where their own configuration reaches the cluster. */
  line(plain: boolean): string;
  kubectl(args: string[], input?: string): Promise<string>;
  load(images: BuiltImage[], progress: (line: string) => void): Promise<void>;
  /** Removes the product's images from the nodes, where `load` brought them. */
  unload(): Promise<void>;
}

function target(
  kind: Target['kind'],
  description: string,
  kubectlPath: string,
  args: string[],
  env: NodeJS.ProcessEnv,
  images: Pick<Target, 'load' | 'unload'>,
): Target {
  const program = has('kubectl') ? 'kubectl' : kubectlPath;
  const config = kind === 'embedded' ? [`--kubeconfig=${nodeKubeconfig}`] : [];
  return {
    ...{ kind, description, env, ...images },
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

const intoKind = (cluster: string): Pick<Target, 'load' | 'unload'> => ({
  load: (images, progress) => loadIntoKind(cluster, images, progress),
  unload: () => unloadFromKind(cluster),
});

const cannotLoad: Pick<Target, 'load' | 'unload'> = {
  load: (images) =>
    Promise.reject(
      new Error(
        `this cluster pulls its images from a registry. Push these archives there, then name them with --operator-image and --runtime-image:\n${images.map(({ archive }) => `  ${archive}`).join('\n')}`,
      ),
    ),
  unload: async () => undefined,
};

async function ofContext({ context: named }: Choice, progress: (line: string) => void): Promise<Target> {
  const kubectl = await findKubectl(progress);
  const args = named === undefined ? [] : [`--context=${named}`];
  const context = named ?? (await sh(kubectl, ['config', 'current-context'])).trim();
  const images = context.startsWith('kind-') ? intoKind(context.slice('kind-'.length)) : cannotLoad;
  return target('context', `the cluster of context ${context}`, kubectl, args, process.env, images);
}

async function ofKind(options: KindOptions, progress: (line: string) => void): Promise<Target> {
  await ensureKindCluster(options, progress);
  const args = [`--context=kind-${ownCluster}`];
  const kubectl = await findKubectl(progress);
  return target('kind', `kind cluster ${ownCluster}`, kubectl, args, process.env, intoKind(ownCluster));
}

async function embedded(progress: (line: string) => void): Promise<Target> {
  const node = await startNode(progress);
  const env = { ...process.env, KUBECONFIG: node.kubeconfig };
  return target('embedded', 'the embedded node', node.kubectl, [], env, {
    load: (images, say) => loadImages(node, images, say),
    unload: () => unloadImages(node),
  });
}

const configured = (): boolean => ![undefined, '', nodeKubeconfig].includes(process.env['KUBECONFIG']);

/** Looks at what of this machine decides which cluster is used. */
export const observeMachine = async (): Promise<Machine> => ({
  configured: configured(),
  embeddedExists: nodeExists(),
  mayEmbed: process.platform === 'linux' && process.getuid?.() === 0,
  kindInstalled: has('kind'),
  dockerAnswers: await dockerAnswers(),
});

/** The chosen cluster; starts or creates it where it is not there. */
export function openTarget(
  { kind }: Chosen,
  choice: Choice,
  options: KindOptions,
  progress: (line: string) => void,
): Promise<Target> {
  if (kind === 'context') return ofContext(choice, progress);
  return kind === 'kind' ? ofKind(options, progress) : embedded(progress);
}

/** Which of the two clusters that `up` can make are there. */
export async function madeByUp(): Promise<('embedded' | 'kind')[]> {
  const kind = has('kind') && (await dockerAnswers()) && (await kindHas(ownCluster));
  return [...(nodeExists() ? (['embedded'] as const) : []), ...(kind ? (['kind'] as const) : [])];
}

/** The packages of the embedded node and of its image builder. */
export const installPackages = (progress: (line: string) => void) =>
  ensurePackages({ ...nodePackages, ...(has('docker') && !has('apt-get') ? {} : { buildah: 'buildah' }) }, progress);
