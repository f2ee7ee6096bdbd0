import { parseCpu, parseMemory } from './fit.ts';
import type { Capacity, Classes } from './fit.ts';
import type { Target } from './target.ts';

interface Node {
  status: { allocatable: { cpu: string; memory: string } };
}

/** What the nodes of a cluster have for pods. */
export async function capacity(at: Pick<Target, 'kubectl'>): Promise<Capacity> {
  const { items } = JSON.parse(await at.kubectl(['get', 'nodes', '-o', 'json'])) as { items: Node[] };
  const sum = (read: (node: Node) => number) => items.reduce((total, node) => total + read(node), 0);
  return {
    cpu: sum((n) => parseCpu(n.status.allocatable.cpu)),
    memory: sum((n) => parseMemory(n.status.allocatable.memory)),
  };
}

interface StorageClass {
  metadata: { name: string; annotations?: Record<string, string> };
}

/** The StorageClasses of a cluster. */
export async function storageClasses(at: Pick<Target, 'kubectl'>): Promise<Classes> {
  const { items } = JSON.parse(await at.kubectl(['get', 'storageclasses', '-o', 'json'])) as { items: StorageClass[] };
  const isDefault = ({ metadata }: StorageClass) =>
    metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true';
  return { names: items.map(({ metadata }) => metadata.name), default: items.find(isDefault)?.metadata.name };
}
