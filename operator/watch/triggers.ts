import { isDeepStrictEqual } from 'node:util';
import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import { KIND } from '../api/fields.ts';
import type { Status } from '../api/status.ts';
import type { KubeObject } from '../controller/object.ts';
import { keyOf } from '../controller/object.ts';
import type { Queue } from '../controller/queue.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { endpointName, manifestName } from '../api/names.ts';
import { isBehind } from '../objects/interceptor.ts';
import { hasEnded, templateLabel, wantedReplicas } from '../controller/workloads.ts';
import { eldest } from '../resolve/wanted.ts';

/** Has every change that can matter to a service put its key into the queue. */
export function connect(caches: Caches, queue: Queue): void {
  const { stores } = caches;
  caches.onSynced((namespace) => {
    for (const { metadata } of stores.TTSService.values())
      if (namespace === undefined || metadata.namespace === namespace) queue.add(keyOf({ metadata }));
  });
  // Only those that may sleep, or still have something of KEDA, have to do with it: the others are as they were.
  caches.keda?.onChange(() => {
    for (const service of stores.TTSService.values())
      if (maySleep(service) || isLed(service, caches)) queue.add(keyOf(service));
  });
  for (const kind of WATCHED)
    stores[kind].onChange(({ old, new: current }) => {
      const object = current ?? old;
      if (!object || isPulse(old, current)) return;
      const keys =
        kind === 'TTSService'
          ? servicesBeside(object, old, caches)
          : kind === 'TTSLexicon'
            ? speakersOf(object, current && old, caches)
            : [...servicesOf(object, current && old, caches), ...waiting(letGo(old, current), caches)];
      for (const key of keys) queue.add(key);
    });
}

/**
 * The service itself and, when its spec changed or it came or went, the one that speaks for those who share its volume, the former
 * one too: it writes what they share. Those who hold on to its former volume or to the claim that it named may let go of it then.
 */
function servicesBeside(object: KubeObject, old: KubeObject | undefined, caches: Caches): Set<string> {
  const keys = new Set([keyOf(object)]);
  const [now, before] = [caches.volumeKey(object), old && old !== object ? caches.volumeKey(old) : undefined];
  const sameSpec = old !== object && old?.metadata.generation === object.metadata.generation;
  if (sameSpec && now === before) return keys; // digests that are told in the status lead to another volume too
  const { namespace = '' } = object.metadata;
  const named = [old, object].flatMap((one) => namedClaim(one) ?? []).map((claim) => `${namespace}/${claim}`);
  for (const volume of [before, now, ...named]) for (const key of waiting(volume, caches)) keys.add(key);
  return keys;
}

/** Whether the spec lets the last pod end, or KEDA may still have something of the service. */
function maySleep({ spec, status }: KubeObject): boolean {
  const { minReplicas } = (spec as { scaling?: { minReplicas?: number } } | undefined)?.scaling ?? {};
  const { phase } = (status ?? {}) as Status;
  return minReplicas === 0 || phase === 'Sleeping' || phase === 'Waking';
}

/** Whether clients of a service are led to the interceptor. */
export function isLed(
  { metadata: { namespace = '', name } }: Pick<KubeObject, 'metadata'>,
  { stores }: Pick<Caches, 'stores'>,
): boolean {
  return isBehind(stores.Service.get(`${namespace}/${endpointName(name)}`));
}

/** Whether KEDA has only noted that requests are under way, as it does five times a second. */
function isPulse(old: KubeObject | undefined, current: KubeObject | undefined): boolean {
  if (old?.kind !== 'ScaledObject' || !current) return false;
  const said = ({ metadata, status }: KubeObject) => {
    const { uid, generation, deletionTimestamp, labels, annotations, ownerReferences } = metadata;
    const { conditions } = (status ?? {}) as { conditions?: unknown };
    return { uid, generation, deletionTimestamp, labels, annotations, ownerReferences, conditions };
  };
  return isDeepStrictEqual(said(old), said(current));
}

/** The services that own an object or its Job, whose pod it is, or whose volume it belongs to. `old`: what it was, unless it came or went. */
function servicesOf(object: KubeObject, old: KubeObject | undefined, caches: Caches): string[] {
  const { namespace = '', labels = {} } = object.metadata;
  const service = labels[LABEL.service];
  const volume = labels[LABEL.volume] === undefined ? undefined : `${namespace}/${labels[LABEL.volume]}`;
  const keys = owners(object);
  if (service === undefined && volume !== undefined) {
    if (!old || !onlyOwnersChanged(object, old)) return [...keys, ...users(volume, caches)];
    return [...speaker(volume, caches), ...owners(object, old)];
  }
  if (service !== undefined) keys.push(`${namespace}/${service}`);
  return keys;
}

/** The services that name a lexicon, when it has come or gone or its spec has changed. */
function speakersOf(lexicon: KubeObject, old: KubeObject | undefined, { stores }: Caches): string[] {
  const same =
    old && old.metadata.uid === lexicon.metadata.uid && old.metadata.generation === lexicon.metadata.generation;
  return same ? [] : stores.TTSService.by('lexicon', keyOf(lexicon)).map(keyOf);
}

/** The services that want a volume. */
function users(volume: string, { stores }: Caches): string[] {
  return stores.TTSService.by('volume', volume).map(keyOf);
}

/** The volume (by namespace and name) that a server, or a Deployment of such, used before a change and does not use after it. */
function letGo(old: KubeObject | undefined, current: KubeObject | undefined): string | undefined {
  const before = old && usedBy(old);
  if (before === undefined) return undefined;
  const still = current !== undefined && usedBy(current) === before && (isUsing(current) || !isUsing(old));
  return still ? undefined : `${old?.metadata.namespace ?? ''}/${before}`;
}

function usedBy(object: KubeObject): string | undefined {
  if (object.kind === 'Deployment') return templateLabel(object, LABEL.volume);
  return object.kind === 'Pod' ? object.metadata.labels?.[LABEL.volume] : undefined;
}

function isUsing(object: KubeObject | undefined): boolean {
  if (object?.kind === 'Deployment') return wantedReplicas(object) > 0;
  return object !== undefined && !hasEnded(object);
}

/** Who may wait until nobody uses a volume: the one that makes it anew, and those who own it and do not want it any more. */
function waiting(volume: string | undefined, caches: Caches): string[] {
  if (volume === undefined) return [];
  const { stores } = caches;
  const [namespace = '', name = ''] = volume.split('/');
  const shared = [stores.PersistentVolumeClaim.get(volume), stores.ConfigMap.get(`${namespace}/${manifestName(name)}`)];
  const wanted = new Set(users(volume, caches));
  const former = shared
    .flatMap((object) => (object ? owners(object) : []))
    .filter((key) => !wanted.has(key) && stores.TTSService.get(key) !== undefined);
  return [...speaker(volume, caches), ...former];
}

function namedClaim(service: KubeObject | undefined): string | undefined {
  return (service?.spec as { storage?: { claimName?: string } } | undefined)?.storage?.claimName;
}

/** The key of the service that writes what the users of a volume share; none when nobody uses it. */
function speaker(volume: string | undefined, { stores }: Caches): string[] {
  if (volume === undefined) return [];
  const first = eldest(stores.TTSService.by('volume', volume).filter(({ metadata }) => !metadata.deletionTimestamp));
  return first ? [keyOf(first)] : [];
}

/** Whether a shared object says the same as before to each of its owners: a thousand of them need not look at it again. */
function onlyOwnersChanged(object: KubeObject, old: KubeObject): boolean {
  const said = ({ metadata: { uid, deletionTimestamp, labels, annotations }, ...rest }: KubeObject) => ({
    ...rest,
    metadata: { uid, deletionTimestamp, labels, annotations: { ...annotations, [ANNOTATION.applied]: '' } },
  });
  return isDeepStrictEqual(said(object), said(old));
}

/** The services that own an object and, by uid, did not own what it was: another of the same name is another owner. */
function owners({ metadata }: KubeObject, old?: KubeObject): string[] {
  const before = new Set(old?.metadata.ownerReferences?.map(({ uid }) => uid));
  return (metadata.ownerReferences ?? [])
    .filter(({ kind, uid }) => kind === KIND && !before.has(uid))
    .map(({ name }) => `${metadata.namespace ?? ''}/${name}`);
}
