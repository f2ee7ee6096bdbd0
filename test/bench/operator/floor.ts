import { setTimeout as sleep } from 'node:timers/promises';
import { KINDS, pathOf } from '../../../operator/cluster/kinds.ts';
import type { KindName } from '../../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import { MANAGED_SELECTOR } from '../../../operator/objects/metadata.ts';
import type { PlayedPods } from './kwok/stages.ts';
import { setScene } from './scene.ts';
import type { Scene } from './scene.ts';
import { cpuSeconds } from './usage.ts';

const CHILDREN = [
  'PersistentVolumeClaim',
  'ConfigMap',
  'Job',
  'Deployment',
  'Service',
  'PodDisruptionBudget',
  'NetworkPolicy',
] as const satisfies KindName[];

/** What the operator made in a scene, as somebody could write it down and create it. */
export async function childrenOf(scene: Scene): Promise<KubeObject[]> {
  const lists = await Promise.all(
    CHILDREN.map(async (kind) => {
      const query = { labelSelector: MANAGED_SELECTOR };
      const { items } = await scene.api.json<{ items: KubeObject[] }>('GET', pathOf(KINDS[kind], undefined), { query });
      return items.map((item) => written({ ...item, apiVersion: KINDS[kind].apiVersion, kind }));
    }),
  );
  return lists.flat();
}

function written({ apiVersion, kind, metadata, spec, data }: KubeObject): KubeObject {
  const { name, namespace, labels } = metadata;
  // Controllers note what they did, such as having bound a claim to a volume that only the first cluster has.
  const annotations = Object.entries(metadata.annotations ?? {}).filter(([key]) => !/kubernetes\.io\//.test(key));
  const own = { ...(spec as Record<string, unknown> | undefined) };
  for (const field of ['clusterIP', 'clusterIPs', 'volumeName']) delete own[field];
  if (kind === 'Job') {
    delete own.selector; // the API server makes it, with the labels of the pods
    const template = own.template as { metadata: { labels: Record<string, string> } };
    const kept = Object.entries(template.metadata.labels).filter(([label]) => !/controller-uid|job-name/.test(label));
    own.template = { ...template, metadata: { labels: Object.fromEntries(kept) } };
  }
  return {
    apiVersion,
    kind,
    metadata: {
      name,
      ...(namespace ? { namespace } : {}),
      labels: labels ?? {},
      annotations: Object.fromEntries(annotations),
    },
    ...(spec === undefined ? {} : { spec: own }),
    ...(data === undefined ? {} : { data }),
  };
}

/**
 * The same children without an operator: written all at once into a cluster of their own. The seconds until every Deployment is
 * available are what the pods and the control plane cost by themselves on this machine.
 */
export async function floor(
  children: KubeObject[],
  nodes: number,
  pods: PlayedPods,
  progress: (line: string) => void,
): Promise<{ seconds: number; apiServerCpuSeconds: number }> {
  const scene = await setScene(nodes, pods, progress);
  try {
    for (const name of new Set(children.map(({ metadata }) => metadata.namespace ?? '')))
      await scene.create('/api/v1/namespaces', { apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
    const deployments = await scene.follow('Deployment');
    const wanted = children.filter(({ kind }) => kind === 'Deployment').length;
    const before = cpuSeconds(scene.pids.apiServer);
    const started = Date.now();
    const queue = children.values();
    await Promise.all(
      Array.from({ length: 32 }, async () => {
        for (const child of queue)
          await scene.create(pathOf(KINDS[child.kind as KindName], child.metadata.namespace), child);
      }),
    );
    for (let available = 0; available < wanted; await sleep(200)) {
      available = [...deployments.values()].filter(
        ({ status }) => (status as { availableReplicas?: number }).availableReplicas,
      ).length;
      progress(`without an operator: ${available}/${wanted}`);
      if (Date.now() - started > 900_000) throw new Error(`${available} of ${wanted} Deployments after 15 minutes`);
    }
    return { seconds: (Date.now() - started) / 1000, apiServerCpuSeconds: cpuSeconds(scene.pids.apiServer) - before };
  } finally {
    await scene.end();
  }
}
