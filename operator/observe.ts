import type { TTSService } from './api/resource.ts';
import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { KubeObject } from './controller/object.ts';
import { manifestName } from './desired/names.ts';
import type { Volume } from './desired/volume.ts';
import type { Observed } from './observed.ts';
import type { ProgressReader } from './progress.ts';

/** Reads what exists of one service: from the caches, but for a claim of the user's and a running download's progress. */
export async function observe(
  service: TTSService,
  volume: Volume | undefined,
  caches: Caches,
  cluster: Cluster,
  progress: ProgressReader,
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
    progress: await progress.read(jobPods, signal),
    ...workloadOf(service, caches),
    pods: stores.Pod.by('service', of(name)).filter((pod) => !pod.metadata.deletionTimestamp),
    owned: WATCHED.flatMap((kind) => stores[kind].by('owner', uid)),
    neighbours: volume ? stores.TTSService.by('volume', of(volume.name)) : [],
  };
}

/** The Deployment and the autoscaler of a service as the caches hold them now. */
export function workloadOf(
  { metadata: { namespace, name, uid } }: TTSService,
  { stores }: Caches,
): Pick<Observed, 'deployment' | 'autoscaler'> {
  const key = `${namespace}/${name}`;
  return {
    deployment: mine(stores.Deployment.get(key), uid),
    autoscaler: mine(stores.HorizontalPodAutoscaler.get(key), uid),
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
