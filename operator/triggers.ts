import { isDeepStrictEqual } from 'node:util';
import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import { KIND } from './api/fields.ts';
import type { KubeObject } from './controller/object.ts';
import { keyOf } from './controller/object.ts';
import type { Queue } from './controller/queue.ts';
import { ANNOTATION, LABEL } from './desired/metadata.ts';
import { eldest } from './wanted.ts';

/** Has every change that can matter to a service put its key into the queue. */
export function connect(caches: Caches, queue: Queue): void {
  const { stores } = caches;
  caches.onSynced((namespace) => {
    for (const { metadata } of stores.TTSService.values())
      if (namespace === undefined || metadata.namespace === namespace) queue.add(keyOf({ metadata }));
  });
  for (const kind of WATCHED)
    stores[kind].onChange(({ old, new: current }) => {
      const object = current ?? old;
      if (!object) return;
      const keys =
        kind === 'TTSService' ? servicesBeside(object, old, caches) : servicesOf(object, current && old, caches);
      for (const key of keys) queue.add(key);
    });
}

/**
 * The service itself and, when its spec changed or it came or went, the one that speaks for those who share its volume, the former
 * one too: it writes what they share.
 */
function servicesBeside(object: KubeObject, old: KubeObject | undefined, caches: Caches): Set<string> {
  const keys = new Set([keyOf(object)]);
  const [now, before] = [caches.volumeKey(object), old && old !== object ? caches.volumeKey(old) : undefined];
  const sameSpec = old !== object && old?.metadata.generation === object.metadata.generation;
  if (sameSpec && now === before) return keys; // digests that are told in the status lead to another volume too
  for (const volume of [before, now]) for (const key of speaker(volume, caches)) keys.add(key);
  return keys;
}

/** The services that own an object, or its Job, or whose pod it is. `old`: what it was, unless it came or went. */
function servicesOf(object: KubeObject, old: KubeObject | undefined, caches: Caches): string[] {
  const { namespace = '', labels = {} } = object.metadata;
  const service = labels[LABEL.service];
  const volume = labels[LABEL.volume];
  const keys = owners(object);
  if (service === undefined && volume !== undefined && old && onlyOwnersChanged(object, old)) {
    const before = new Set(owners(old));
    return [...speaker(`${namespace}/${volume}`, caches), ...keys.filter((key) => !before.has(key))];
  }
  if (service !== undefined) keys.push(`${namespace}/${service}`);
  if (object.kind === 'Pod' && service === undefined)
    for (const owner of object.metadata.ownerReferences ?? []) {
      const job = caches.stores.Job.get(`${namespace}/${owner.name}`);
      if (job) keys.push(...owners(job));
    }
  return keys;
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

function owners({ metadata }: KubeObject): string[] {
  return (metadata.ownerReferences ?? [])
    .filter(({ kind }) => kind === KIND)
    .map(({ name }) => `${metadata.namespace ?? ''}/${name}`);
}
