import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellArchive, shellImage } from '../cluster/node-images.ts';
import { repoRoot } from '../cluster/paths.ts';
import { follow, sh, tryTo } from '../cluster/shell.ts';
import type { BuiltImage } from '../images/build.ts';
import { ownImage } from '../images/builder.ts';
import { imagesOf, lacks, library } from './node-content.ts';

/** The cluster that `up` makes. */
export const ownCluster = 'tts-operator';

/** What `kind create cluster` gets; what is left out is kind's own default, or `defaultConfig`. */
export interface KindOptions {
  image: string | undefined;
  config: string | undefined;
}

/** Whether kind has a cluster of this name. */
export const kindHas = async (cluster: string): Promise<boolean> =>
  ((await tryTo('kind', ['get', 'clusters'])) ?? '').split('\n').includes(cluster);

/** A kubelet of Kubernetes 1.35 or later ends at once on a host with cgroup v1 (KEP-5573), unless it is told to go on. */
export function defaultConfig(cgroupVersion: string): object {
  const kubelet = {
    kind: 'KubeletConfiguration',
    apiVersion: 'kubelet.config.k8s.io/v1beta1',
    failCgroupV1: false,
  };
  return {
    kind: 'Cluster',
    apiVersion: 'kind.x-k8s.io/v1alpha4',
    name: ownCluster,
    ...(cgroupVersion === '1' ? { kubeadmConfigPatches: [JSON.stringify(kubelet)] } : {}),
  };
}

/** A step that kind tells off a terminal, such as ` • Preparing nodes 📦   ...`, without its signs. */
export function kindStep(line: string): string | undefined {
  const [, step] = /^ *• +(.*)$/.exec(line) ?? [];
  return step
    ?.replace(/[^\x20-\x7e]/g, '')
    .replace(/[ .]+$/, '')
    .trim();
}

/** Makes the cluster unless it is there. */
export async function ensureKindCluster(options: KindOptions, progress: (line: string) => void): Promise<void> {
  if (await kindHas(ownCluster)) {
    progress(`kind: cluster ${ownCluster} exists`);
    return;
  }
  let { config } = options;
  if (config === undefined) {
    config = join(repoRoot, '.state/kind.json');
    mkdirSync(join(repoRoot, '.state'), { recursive: true });
    const cgroups = await sh('docker', ['info', '--format', '{{.CgroupVersion}}']);
    writeFileSync(config, JSON.stringify(defaultConfig(cgroups.trim()), null, 2));
  }
  progress(`kind: creating the cluster ${ownCluster}`);
  const given = options.image ?? process.env['TTS_KIND_IMAGE'];
  const image = given === undefined ? [] : ['--image', given];
  const args = ['create', 'cluster', '--name', ownCluster, '--config', config, ...image, '--wait', '180s'];
  await follow('kind', args, (line) => {
    const step = kindStep(line);
    if (step !== undefined) progress(`kind: ${step}`);
  });
  progress('kind: the cluster is ready');
}

export const removeKindCluster = (): Promise<string> => sh('kind', ['delete', 'cluster', '--name', ownCluster]);

const nodesOf = async (cluster: string): Promise<string[]> =>
  (await sh('kind', ['get', 'nodes', '--name', cluster])).split('\n').filter(Boolean);

const contentOf = async (node: string) =>
  imagesOf(await sh('docker', ['exec', node, 'crictl', 'images', '-o', 'json']));

async function loadArchive(cluster: string, archive: string, nodes: string[]): Promise<void> {
  await sh('kind', ['load', 'image-archive', archive, '--name', cluster, '--nodes', nodes.join()]);
}

/** Loads the product's images into those nodes that hold no image of the same digest, also under the tag `dev`, and `busybox:stable`. */
export async function loadIntoKind(
  cluster: string,
  images: BuiltImage[],
  progress: (line: string) => void,
): Promise<void> {
  const nodes = await nodesOf(cluster);
  const held = new Map(await Promise.all(nodes.map(async (node) => [node, await contentOf(node)] as const)));
  const without = (reference: string, id?: string) =>
    nodes.filter((node) => lacks(held.get(node) ?? [], library(reference), id));
  for (const { name, reference, archive, id } of images) {
    const wanting = without(reference, id);
    if (wanting.length === 0) progress(`kind: ${reference} is on every node`);
    else {
      progress(`kind: loading ${reference} into ${wanting.join(', ')}`);
      await loadArchive(cluster, archive, wanting);
    }
    for (const node of nodes)
      await sh('docker', [
        ...['exec', node, 'ctr', '-n', 'k8s.io', 'images', 'tag', '--force'],
        ...[library(reference), library(`${name}:dev`)],
      ]);
  }
  const shellless = without(shellImage);
  if (shellless.length === 0) return;
  const archive = await shellArchive().catch(() => undefined);
  if (archive === undefined) progress(`kind: ${shellImage} is pulled by the node that needs it`);
  else await loadArchive(cluster, archive, shellless);
}

/** Removes the product's images from every node. */
export async function unloadFromKind(cluster: string): Promise<void> {
  for (const node of await nodesOf(cluster)) {
    const own = (await contentOf(node)).flatMap(({ tags }) => tags).filter((tag) => ownImage(tag));
    if (own.length > 0) await sh('docker', ['exec', node, 'ctr', '-n', 'k8s.io', 'images', 'rm', ...own]);
  }
}
