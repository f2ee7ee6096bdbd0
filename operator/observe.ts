import type { TTSService } from './api/resource.ts';
import type { Status } from './api/ttsservice.ts';
import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import type { Cluster } from './cluster/cluster.ts';
import type { KubeObject } from './controller/object.ts';
import { ANNOTATION, LABEL } from './desired/metadata.ts';
import { manifestName } from './desired/names.ts';
import { pinsOf } from './desired/pins.ts';
import { servedBy } from './desired/served.ts';
import type { Volume } from './desired/volume.ts';
import type { ResolvedFile } from './model-store/report.ts';
import type { Observed, Reference } from './observed.ts';
import { templateLabel, wantedReplicas, workloadStatus } from './observed.ts';
import type { ProgressReader } from './progress.ts';
import { look, referencesOf } from './references.ts';
import type { Place } from './wanted.ts';
import { eldest } from './wanted.ts';

/** Reads what exists of one service: from the caches, but for a claim of the user's and a running download's progress. */
export async function observe(
  service: TTSService,
  place: Place,
  caches: Caches,
  cluster: Cluster,
  progress: ProgressReader,
  signal: AbortSignal,
): Promise<Observed> {
  const { namespace, name, uid } = service.metadata;
  const { stores } = caches;
  const of = (label: string): string => `${namespace}/${label}`;
  const volume = 'volume' in place ? place.volume : undefined;
  const jobPods = volume ? stores.Pod.by('volume', of(volume.name)).filter((pod) => isDownload(pod)) : [];
  const jobs = volume ? stores.Job.by('volume', of(volume.name)) : [];
  const owned = WATCHED.flatMap((kind) => stores[kind].by('owner', uid));
  const neighbours = volume ? stores.TTSService.by('volume', of(volume.name)) : [];
  const former = formerVolumes(owned, volume);
  const workload = workloadOf(service, caches);
  const claim = volume?.claim === undefined ? undefined : await claimOf(volume, namespace, caches, cluster, signal);
  const manifest = volume ? stores.ConfigMap.get(of(manifestName(volume.name))) : undefined;
  const recorded = claim && manifest?.metadata.annotations?.[ANNOTATION.verifiedClaim] === claim.metadata.uid;
  return {
    claim,
    otherClaims: await otherClaims(volume, former, workload.deployment, namespace, caches, cluster, signal),
    mounters:
      recorded || !volume ? { pods: [], deployments: [] } : mountersOf(volume.name, namespace, neighbours, caches),
    manifest,
    jobs,
    jobPods,
    progress: await progress.read(jobPods, signal),
    ...workload,
    pods: stores.Pod.by('service', of(name)).filter((pod) => !pod.metadata.deletionTimestamp),
    owned,
    neighbours,
    holders: volume ? holdersOf(volume.name, namespace, neighbours, caches) : [],
    inUse: former.filter((former) => isInUse(former, service, caches)),
    references: await references(service, neighbours, jobs, cluster, signal),
    keys: await keys(service, workload.deployment, cluster, signal),
    pinnedBefore:
      'open' in place ? pinnedBy(stores.TTSService.by('pinned', of(place.open.id)), place.open.id) : undefined,
  };
}

/** The owners of a volume that do not want it any more and still use it. */
function holdersOf(volume: string, namespace: string, neighbours: KubeObject[], { stores }: Caches): KubeObject[] {
  const owners = stores.PersistentVolumeClaim.get(`${namespace}/${volume}`)?.metadata.ownerReferences ?? [];
  return owners.flatMap(({ name, uid }) => {
    const service = stores.TTSService.get(`${namespace}/${name}`);
    if (service?.metadata.uid !== uid || neighbours.includes(service)) return [];
    const runs = stores.Pod.by('service', `${namespace}/${name}`).some(
      ({ metadata }) => metadata.labels?.[LABEL.volume] === volume,
    );
    const would = stores.Deployment.by('owner', uid).some((one) => templateLabel(one, LABEL.volume) === volume);
    return runs || would ? [service] : [];
  });
}

/** Names of volumes, other than the present one, of which a service owns something. */
function formerVolumes(owned: KubeObject[], volume: Volume | undefined): string[] {
  const names = owned.flatMap(({ metadata }) => metadata.labels?.[LABEL.volume] ?? []);
  return [...new Set(names)].filter((name) => name !== volume?.name);
}

/** Whether another service wants a volume, a server runs on it, or another Deployment would start one there. */
function isInUse(volume: string, { metadata: { namespace, uid } }: TTSService, { stores }: Caches): boolean {
  const key = `${namespace}/${volume}`;
  if (stores.TTSService.by('volume', key).some((other) => !other.metadata.deletionTimestamp)) return true;
  if (stores.Pod.by('volume', key).some((pod) => !isDownload(pod))) return true;
  const owners = stores.PersistentVolumeClaim.get(key)?.metadata.ownerReferences ?? [];
  return owners.some(
    (owner) =>
      owner.uid !== uid &&
      stores.Deployment.by('owner', owner.uid).some((deployment) => templateLabel(deployment, LABEL.volume) === volume),
  );
}

/** Looks at the Secret and ConfigMap that a download reads, unless there is nothing to download or the oldest sharer does so. */
async function references(
  service: TTSService,
  neighbours: KubeObject[],
  jobs: KubeObject[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference[] | undefined> {
  const { spec, metadata, status } = service;
  if (!spec.model.secretRef && !spec.model.caBundleRef) return undefined;
  if (status.conditions?.some(({ type, status: is }) => type === 'ModelReady' && is === 'True')) return undefined;
  const first = eldest(neighbours.filter((other) => !other.metadata.deletionTimestamp));
  const another = first !== undefined && first.metadata.uid !== metadata.uid;
  return another && jobs.length > 0 ? undefined : referencesOf(service, cluster, signal);
}

/** Looks at the Secret with API keys while pods do not get ready: the kubelet tells of one that is missing in Events alone. */
async function keys(
  { metadata: { namespace }, spec }: TTSService,
  deployment: KubeObject | undefined,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference | undefined> {
  const named = spec.server.apiKeysSecretRef?.name;
  const { replicas = 0, readyReplicas = 0, updatedReplicas = 0 } = workloadStatus(deployment);
  const settled = Math.min(readyReplicas, updatedReplicas) >= Math.max(replicas, wantedReplicas(deployment));
  return named === undefined || settled ? undefined : look('Secret', namespace, named, cluster, signal);
}

function pinnedBy(services: KubeObject[], id: string): ResolvedFile[] | undefined {
  return services.map(({ status }) => pinsOf(status as Status).get(id)).find((files) => files !== undefined);
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

/** What could mount the claim of a volume that is not verified. */
function mountersOf(
  volume: string,
  namespace: string,
  neighbours: KubeObject[],
  { stores }: Caches,
): Observed['mounters'] {
  const deployments = neighbours.flatMap(({ metadata }) => stores.Deployment.by('owner', metadata.uid ?? ''));
  return {
    pods: stores.Pod.by('volume', `${namespace}/${volume}`).filter((pod) => !isDownload(pod)),
    deployments: deployments.filter((deployment) => templateLabel(deployment, LABEL.volume) === volume),
  };
}

/** The claims of former volumes, and the one that the present Deployment mounts; a user's own is not in the caches. */
async function otherClaims(
  wanted: Volume | undefined,
  former: string[],
  deployment: KubeObject | undefined,
  namespace: string,
  { stores }: Caches,
  cluster: Cluster,
  signal: AbortSignal,
): Promise<KubeObject[]> {
  const served = servedBy(deployment);
  const names = new Set([...former, ...(served?.claim === undefined ? [] : [served.claim])]);
  names.delete(wanted?.claim ?? '');
  const found = await Promise.all(
    [...names].map(async (name) => {
      const users = name === served?.claim && name !== served.volume;
      return users
        ? cluster.get('PersistentVolumeClaim', namespace, name, signal)
        : stores.PersistentVolumeClaim.get(`${namespace}/${name}`);
    }),
  );
  return found.filter((claim) => claim !== undefined);
}
