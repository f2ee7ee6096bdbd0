import type { TTSService } from './api/resource.ts';
import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { KubeObject } from './controller/object.ts';
import { manifestName } from './desired/names.ts';
import type { Volume } from './desired/volume.ts';
import { parseReport } from './model-store/report.ts';
import type { ProgressLine } from './model-store/report.ts';
import type { Observed } from './observed.ts';
import { podStatus } from './observed.ts';

/** Reads what exists of one service: from the caches, but for a claim of the user's and a running download's progress. */
export async function observe(
  service: TTSService,
  volume: Volume | undefined,
  caches: Caches,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Observed> {
  const { namespace, name, uid } = service.metadata;
  const { stores } = caches;
  const of = (label: string): string => `${namespace}/${label}`;
  const jobPods = volume ? stores.Pod.by('volume', of(volume.name)).filter((pod) => isDownload(pod)) : [];
  return {
    claim: volume?.claim === undefined ? undefined : await claimOf(volume, namespace, caches, cluster, signal),
    manifest: volume ? stores.ConfigMap.get(of(manifestName(volume.name))) : undefined,
    jobs: volume ? stores.Job.by('volume', of(volume.name)) : [],
    jobPods,
    progress: await progressOf(jobPods, cluster, signal),
    deployment: mine(stores.Deployment.get(of(name)), uid),
    pods: stores.Pod.by('service', of(name)).filter((pod) => !pod.metadata.deletionTimestamp),
    owned: WATCHED.flatMap((kind) => stores[kind].by('owner', uid)),
    neighbours: stores.TTSService.by('namespace', namespace),
  };
}

function mine(object: KubeObject | undefined, uid: string): KubeObject | undefined {
  return object?.metadata.ownerReferences?.some((owner) => owner.uid === uid) ? object : undefined;
}

function isDownload(pod: KubeObject): boolean {
  return pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
}

async function claimOf(
  volume: Volume,
  namespace: string,
  { stores }: Caches,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<KubeObject | undefined> {
  const name = volume.claim ?? '';
  if (volume.ours) return stores.PersistentVolumeClaim.get(`${namespace}/${name}`);
  return cluster.get('PersistentVolumeClaim', namespace, name, signal);
}

async function progressOf(
  pods: KubeObject[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<ProgressLine | undefined> {
  const running = pods.find((pod) => podStatus(pod).phase === 'Running');
  if (!running) return undefined;
  const log = await cluster.podLog(running.metadata.namespace ?? '', running.metadata.name, 'download', 5, signal);
  for (const line of log.trim().split('\n').reverse()) {
    const report = parseReport(line);
    if (report?.type === 'progress') return report;
  }
  return undefined;
}
