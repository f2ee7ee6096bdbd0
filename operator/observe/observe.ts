import { KIND } from '../api/fields.ts';
import type { TTSService } from '../api/resource.ts';
import { parseTTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import type { Caches } from '../watch/caches.ts';
import { WATCHED } from '../watch/caches.ts';
import type { Cluster } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import { endOf } from './jobs.ts';
import { lexiconsOf } from './lexicons.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { endpointName, lexiconsName, manifestName } from '../api/names.ts';
import type { OperatorConfig } from '../config.ts';
import { kedaOf } from './keda.ts';
import { pinsOf } from '../resolve/pins.ts';
import { servedBy } from '../objects/served.ts';
import type { Volume } from '../resolve/volume.ts';
import type { ResolvedFile } from '../model-store/report.ts';
import type { Observed, Reference } from './observed.ts';
import { hasEnded, templateLabel } from '../controller/workloads.ts';
import type { FirstSeen } from './first-seen.ts';
import type { MeasureReader } from './measures.ts';
import type { ProgressReader } from './progress.ts';
import { keys, referencesOf } from './secrets.ts';
import type { Place } from '../resolve/wanted.ts';
import { eldest } from '../resolve/wanted.ts';

/** Reads what exists of one service: from the caches, but for a claim of the user's and a running download's progress. */
export async function observe(
  service: TTSService,
  place: Place,
  caches: Caches,
  cluster: Cluster,
  progress: ProgressReader,
  measures: MeasureReader,
  ends: FirstSeen,
  config: Pick<OperatorConfig, 'keda'>,
  signal: AbortSignal,
): Promise<Omit<Observed, 'now'>> {
  const { namespace, name, uid } = service.metadata;
  const { stores } = caches;
  const of = (label: string): string => `${namespace}/${label}`;
  const volume = 'volume' in place ? place.volume : undefined;
  const volumePods = volume ? stores.Pod.by('volume', of(volume.name)) : [];
  const jobPods = volumePods.filter((pod) => isDownload(pod));
  const jobs = volume ? stores.Job.by('volume', of(volume.name)) : [];
  const owned = WATCHED.flatMap((kind) => stores[kind].by('owner', uid));
  const left = [stores.HorizontalPodAutoscaler, stores.NetworkPolicy]
    .flatMap((store) => store.by('service', of(name)))
    .filter(isOrphan);
  const neighbours = volume ? stores.TTSService.by('volume', of(volume.name)) : [];
  const former = formerVolumes(owned, volume);
  const read = reader(service, caches, cluster, signal);
  const workload = workloadOf(service, caches);
  workload.deployment ??= await unlabelled(service, read);
  const claim =
    volume?.claim === undefined ? undefined : await read('PersistentVolumeClaim', volume.claim, volume.ours);
  const pods = stores.Pod.by('service', of(name)).filter((pod) => !pod.metadata.deletionTimestamp);
  const manifest = volume ? await read('ConfigMap', manifestName(volume.name), true) : undefined;
  const recorded = claim && manifest?.metadata.annotations?.[ANNOTATION.verifiedClaim] === claim.metadata.uid;
  return {
    claim,
    otherClaims: await otherClaims(volume, former, workload.deployment, read),
    mounters:
      recorded || !volume ? { pods: [], deployments: [] } : mountersOf(volume.name, namespace, neighbours, caches),
    manifest,
    lexicons: lexiconsOf(service, caches),
    lexiconMap: mine(stores.ConfigMap.get(of(lexiconsName(name))), uid),
    jobs,
    jobPods,
    progress: progress.read(jobPods, of(name)),
    ...workload,
    keda: kedaOf(service, caches, config),
    sinceEnd: ends.ages(jobs.flatMap((job) => (endOf(job, jobPods) ? (job.metadata.uid ?? []) : []))),
    measured: measures.of(service, pods),
    pods,
    readers: volumePods.filter((pod) => !isDownload(pod) && !pod.metadata.deletionTimestamp),
    owned: [...owned, ...jobs.filter(isOrphan), ...left],
    neighbours,
    holders: volume ? holdersOf(volume.name, namespace, neighbours, caches) : [],
    named: volume?.claim !== undefined && isNamed(of(volume.claim), caches),
    inUse: former.filter((former) => isInUse(former, service, caches)),
    references: await references(service, neighbours, jobs, cluster, signal),
    keys: await keys(service, workload.deployment, cluster, signal),
    pinnedBefore:
      'open' in place ? pinnedBy(stores.TTSService.by('pinned', of(place.open.id)), place.open.id) : undefined,
  };
}

/** The services that do not want a volume any more and still have servers on it, or would start some there. */
function holdersOf(volume: string, namespace: string, neighbours: KubeObject[], { stores }: Caches): KubeObject[] {
  const key = `${namespace}/${volume}`;
  const names = [
    ...stores.Deployment.by('template', key).map(({ metadata }) => metadata.name),
    ...stores.Pod.by('volume', key).flatMap((pod) =>
      isDownload(pod) || hasEnded(pod) ? [] : (pod.metadata.labels?.[LABEL.service] ?? []),
    ),
  ];
  return [...new Set(names)].flatMap((name) => {
    const service = stores.TTSService.get(`${namespace}/${name}`);
    return !service || neighbours.includes(service) ? [] : [service];
  });
}

/** Names of volumes, other than the present one, of which a service owns something. */
function formerVolumes(owned: KubeObject[], volume: Volume | undefined): string[] {
  const names = owned.flatMap(({ metadata }) => metadata.labels?.[LABEL.volume] ?? []);
  return [...new Set(names)].filter((name) => name !== volume?.name);
}

/** Whether a spec names this claim (by namespace and name). */
function isNamed(claim: string, { stores }: Caches): boolean {
  return stores.TTSService.by('claim', claim).some((service) => !service.metadata.deletionTimestamp);
}

/** Whether another service wants a volume or names its claim, a server runs on it, or another Deployment would start one there. */
function isInUse(volume: string, { metadata: { namespace, uid } }: TTSService, caches: Caches): boolean {
  const { stores } = caches;
  const key = `${namespace}/${volume}`;
  if (isNamed(key, caches)) return true;
  if (stores.TTSService.by('volume', key).some((other) => !other.metadata.deletionTimestamp)) return true;
  if (stores.Pod.by('volume', key).some((pod) => !isDownload(pod) && !hasEnded(pod))) return true;
  return stores.Deployment.by('template', key).some(({ metadata }) =>
    metadata.ownerReferences?.some((owner) => owner.kind === KIND && owner.uid !== uid),
  );
}

/** Looks at the Secret and ConfigMap that a download reads, those of the oldest sharer, unless there is nothing to download or that one does so. */
async function references(
  service: TTSService,
  neighbours: KubeObject[],
  jobs: KubeObject[],
  cluster: Cluster,
  signal: AbortSignal,
): Promise<Reference[] | undefined> {
  const { metadata, status } = service;
  if (status.conditions?.some(({ type, status: is }) => type === 'ModelReady' && is === 'True')) return undefined;
  const first = eldest(neighbours.filter((other) => !other.metadata.deletionTimestamp));
  const parsed = first && first.metadata.uid !== metadata.uid ? parseTTSService(first) : undefined;
  const another = parsed && 'service' in parsed ? parsed.service : undefined;
  const { secretRef, caBundleRef } = (another ?? service).spec.model;
  if (!secretRef && !caBundleRef) return undefined;
  if (!another) return referencesOf(service, cluster, signal);
  if (jobs.length > 0) return undefined;
  const found = await referencesOf(another, cluster, signal);
  return found.map((reference) => ({ ...reference, of: another.metadata.name }));
}

function pinnedBy(services: KubeObject[], id: string): ResolvedFile[] | undefined {
  return services.map(({ status }) => pinsOf(status as Status).get(id)).find((files) => files !== undefined);
}

/** A Deployment that the caches do not hold and whose pods the status counts: it may have lost its label. */
async function unlabelled(
  { metadata: { name, uid }, status }: TTSService,
  read: ReturnType<typeof reader>,
): Promise<KubeObject | undefined> {
  return (status.replicas ?? 0) > 0 ? mine(await read('Deployment', name, true), uid) : undefined;
}

/** The Deployment of a service, and what scales it and leads to it, as the caches hold them now. */
export function workloadOf(
  { metadata: { namespace, name, uid } }: TTSService,
  { stores }: Caches,
): Pick<Observed, 'deployment' | 'autoscaler' | 'endpoint' | 'scaledObject' | 'routes'> {
  const key = `${namespace}/${name}`;
  return {
    deployment: mine(stores.Deployment.get(key), uid),
    autoscaler: mine(stores.HorizontalPodAutoscaler.get(key), uid),
    endpoint: mine(stores.Service.get(`${namespace}/${endpointName(name)}`), uid),
    scaledObject: mine(stores.ScaledObject.get(key), uid),
    routes: stores.InterceptorRoute.by('owner', uid),
  };
}

function mine(object: KubeObject | undefined, uid: string): KubeObject | undefined {
  return object?.metadata.ownerReferences?.some((owner) => owner.uid === uid) ? object : undefined;
}

/** Whether an object was left behind by a service that was deleted without its children. */
function isOrphan({ metadata }: KubeObject): boolean {
  return (metadata.ownerReferences ?? []).length === 0;
}

function isDownload(pod: KubeObject): boolean {
  return pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job') ?? false;
}

/**
 * Reads an object of the service's namespace. One of ours that has lost its label is not in the caches: what has worked before is not
 * taken for gone unless the API server says so.
 */
function reader(
  { metadata: { namespace }, status }: TTSService,
  { stores }: Caches,
  cluster: Cluster,
  signal: AbortSignal,
): (
  kind: 'PersistentVolumeClaim' | 'ConfigMap' | 'Deployment',
  name: string,
  ours: boolean,
) => Promise<KubeObject | undefined> {
  const isNew = status.conditions === undefined;
  return async (kind, name, ours) => {
    const held = ours ? stores[kind].get(`${namespace}/${name}`) : undefined;
    return held ?? (ours && isNew ? undefined : cluster.get(kind, namespace, name, signal));
  };
}

/** What could mount the claim of a volume that is not verified, but for the pods of Deployments that persons kept: nobody ends those. */
function mountersOf(
  volume: string,
  namespace: string,
  neighbours: KubeObject[],
  { stores }: Caches,
): Observed['mounters'] {
  const deployments = neighbours.flatMap(({ metadata }) => stores.Deployment.by('owner', metadata.uid ?? ''));
  return {
    pods: stores.Pod.by('volume', `${namespace}/${volume}`).filter((pod) => {
      const deployment = stores.Deployment.get(`${namespace}/${pod.metadata.labels?.[LABEL.service] ?? ''}`);
      return !isDownload(pod) && !(deployment && isOrphan(deployment));
    }),
    deployments: deployments.filter((deployment) => templateLabel(deployment, LABEL.volume) === volume),
  };
}

/** The claims of former volumes, and the one that the present Deployment mounts; a user's own is not in the caches. */
async function otherClaims(
  wanted: Volume | undefined,
  former: string[],
  deployment: KubeObject | undefined,
  read: ReturnType<typeof reader>,
): Promise<KubeObject[]> {
  const served = servedBy(deployment);
  const names = new Set([...former, ...(served?.claim === undefined ? [] : [served.claim])]);
  names.delete(wanted?.claim ?? '');
  const claims = [...names].map((name) =>
    read('PersistentVolumeClaim', name, name !== served?.claim || name === served.volume),
  );
  return (await Promise.all(claims)).filter((claim) => claim !== undefined);
}
