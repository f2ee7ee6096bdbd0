import type { Caches } from './caches.ts';
import { WATCHED } from './caches.ts';
import { KIND } from './api/fields.ts';
import type { KubeObject } from './controller/object.ts';
import { keyOf } from './controller/object.ts';
import type { Queue } from './controller/queue.ts';
import { LABEL } from './desired/metadata.ts';

/** Has every change that can matter to a service put its key into the queue. */
export function connect(caches: Caches, queue: Queue): void {
  const { stores } = caches;
  for (const kind of WATCHED)
    stores[kind].onChange(({ old, new: current }) => {
      const object = current ?? old;
      if (!object) return;
      for (const key of kind === 'TTSService' ? servicesBeside(object, old, caches) : servicesOf(object, caches))
        queue.add(key);
    });
}

/** The service itself and, when its spec changed or it came or went, those that share an object with it. */
function servicesBeside(object: KubeObject, old: KubeObject | undefined, { stores }: Caches): Set<string> {
  const keys = new Set([keyOf(object)]);
  if (old?.metadata.generation === object.metadata.generation && old !== object) return keys;
  const uid = object.metadata.uid ?? '';
  for (const shared of [...stores.ConfigMap.by('owner', uid), ...stores.PersistentVolumeClaim.by('owner', uid)])
    for (const key of owners(shared)) keys.add(key);
  return keys;
}

/** The services that own an object, or its Job, or whose pod it is. */
function servicesOf(object: KubeObject, { stores }: Caches): string[] {
  const { namespace = '', labels = {} } = object.metadata;
  const keys = owners(object);
  const service = labels[LABEL.service];
  if (service !== undefined) keys.push(`${namespace}/${service}`);
  if (object.kind === 'Pod' && service === undefined)
    for (const owner of object.metadata.ownerReferences ?? []) {
      const job = stores.Job.get(`${namespace}/${owner.name}`);
      if (job) keys.push(...owners(job));
    }
  return keys;
}

function owners({ metadata }: KubeObject): string[] {
  return (metadata.ownerReferences ?? [])
    .filter(({ kind }) => kind === KIND)
    .map(({ name }) => `${metadata.namespace ?? ''}/${name}`);
}
