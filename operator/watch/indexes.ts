import type { Status } from '../api/status.ts';
import type { KubeObject } from '../controller/object.ts';
import { templateLabel } from '../controller/workloads.ts';
import { LABEL } from '../objects/metadata.ts';

/** By what the caches find objects. */
export const byOwner = ({ metadata }: KubeObject): string[] => (metadata.ownerReferences ?? []).map(({ uid }) => uid);
export const byLabel =
  (label: string) =>
  ({ metadata }: KubeObject): string[] => {
    const value = metadata.labels?.[label];
    return value === undefined ? [] : [`${metadata.namespace ?? ''}/${value}`];
  };

/** `namespace/id` of what a TTSService's status has pinned. */
export const byPinned = ({ metadata, status }: KubeObject): string[] =>
  ((status as Status | undefined)?.model?.pinned ?? []).map(({ id }) => `${metadata.namespace ?? ''}/${id}`);

/** `namespace/claim` of the claim that a TTSService's spec names. */
export const byClaim = ({ metadata, spec }: KubeObject): string[] => {
  const { claimName } = (spec as { storage?: { claimName?: string } } | undefined)?.storage ?? {};
  return claimName === undefined ? [] : [`${metadata.namespace ?? ''}/${claimName}`];
};

/** `namespace/name` of the TTSLexicons that a TTSService's spec names. */
export const byLexicon = ({ metadata, spec }: KubeObject): string[] => {
  const { lexicons = [], lexiconsOnRequest = [] } =
    (spec as { server?: { lexicons?: string[]; lexiconsOnRequest?: string[] } } | undefined)?.server ?? {};
  return [...new Set([...lexicons, ...lexiconsOnRequest])].map((name) => `${metadata.namespace ?? ''}/${name}`);
};

/** `namespace/volume` of the pods that a Deployment makes. */
export const byTemplate = (object: KubeObject): string[] => {
  const volume = templateLabel(object, LABEL.volume);
  return volume === undefined ? [] : [`${object.metadata.namespace ?? ''}/${volume}`];
};
