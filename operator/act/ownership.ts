import { API_VERSION, KIND } from '../api/fields.ts';
import { FIELD_MANAGER } from '../cluster/cluster.ts';
import type { KubeObject, OwnerReference } from '../controller/object.ts';
import { LABEL, isManaged } from '../objects/metadata.ts';

/** Whether an object may be written: it is free, ours, about to go, or somebody else's. */
export type Standing = 'free' | 'ours' | 'going' | 'taken';

/** Judges what is there under the name of a wanted object. `known`: the caches hold it, so it has our label. */
export function standing(wanted: KubeObject, live: KubeObject | undefined, known: boolean): Standing {
  if (!live) return 'free';
  if (live.metadata.deletionTimestamp) return 'going';
  const [owner, own] = [controllerOf(live), controllerOf(wanted)];
  if (owner && own && owner.uid !== own.uid) {
    const former = owner.kind === KIND && owner.apiVersion === API_VERSION && owner.name === own.name;
    return former ? 'going' : 'taken'; // a deleted service of this name: its objects are about to go
  }
  return known || isManaged(live) || isOurs(wanted, live) ? 'ours' : 'taken';
}

/** Whether an object that has lost our label is of our making all the same. */
function isOurs(wanted: KubeObject, { metadata }: KubeObject): boolean {
  if (controllerOf(wanted)) return controllerOf({ metadata }) !== undefined;
  const volume = wanted.metadata.labels?.[LABEL.volume];
  if (volume !== undefined && metadata.labels?.[LABEL.volume] === volume) return true;
  if (metadata.managers?.includes(FIELD_MANAGER)) return true;
  return isOwned({ metadata });
}

/** Whether a service owns an object. */
export function isOwned({ metadata }: Pick<KubeObject, 'metadata'>): boolean {
  return metadata.ownerReferences?.some(({ kind, apiVersion }) => kind === KIND && apiVersion === API_VERSION) ?? false;
}

/** Whether whoever owns what is there owns what is wanted too. */
export function keepsOwners({ metadata }: KubeObject, live: KubeObject): boolean {
  const wanted = new Set(metadata.ownerReferences?.map(({ uid }) => uid));
  return (live.metadata.ownerReferences ?? []).every(({ uid }) => wanted.has(uid));
}

function controllerOf({ metadata }: Pick<KubeObject, 'metadata'>): OwnerReference | undefined {
  return metadata.ownerReferences?.find(({ controller }) => controller);
}
