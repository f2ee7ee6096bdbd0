import type { V1ConfigMap, V1PersistentVolumeClaim } from '@kubernetes/client-node';
import type { KubeObject } from '../controller/object.ts';
import type { TTSService } from '../api/resource.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { manifestText } from '../model-store/manifest.ts';
import { sourcesText } from '../model-store/source.ts';
import type { Sources } from '../model-store/source.ts';
import { KIND } from '../api/fields.ts';
import { ANNOTATION, answersOf, isManaged, sharedOwners, volumeLabels } from './metadata.ts';
import { manifestName, shortHash } from '../api/names.ts';
import { PREPARED_KEY, PREPARED_WITH_KEY } from './prepared.ts';
import type { PreparedModels } from './prepared.ts';
import type { Volume } from '../resolve/volume.ts';
import { quantityValue } from '../controller/drift.ts';

/** The text of a Job's sources, and the key of the ConfigMap that holds it. */
interface SourcesFile {
  key: string;
  text: string;
}

/** Kept as long as the sources: every reconcile needs them several times, and 80 files take a tenth of a millisecond. */
const files = new WeakMap<Sources, SourcesFile>();

/**
 * The key stands for the sources, so that a Job with one service's credentials never reads the sources of another that has become the
 * oldest.
 */
export function sourcesFile(sources: Sources): SourcesFile {
  const known = files.get(sources);
  if (known) return known;
  const text = sourcesText(sources);
  const file = { key: `sources-${shortHash(text)}.json`, text };
  files.set(sources, file);
  return file;
}

/** That a Job has verified every file of the volume's model on a claim (by uid), at a time (RFC 3339). */
export interface Verified {
  claim: string;
  time: string;
  /** Verified files of all files, such as 61/61. */
  files: string;
  /** Where they came from, such as `pypi pypi.example`; empty when it was not told. */
  source: string;
  /** The Job (uid). */
  job: string;
  /** The sightings of damage from before it. */
  cured: string[];
}

/**
 * The claim of a shared volume; its owners are all services that want it or still hold on to it, none when it shall outlive them. It is
 * made as large as the largest of them wants, and left at the size that it has.
 */
export function modelClaim(
  volume: Volume,
  sharers: TTSService[],
  holders: TTSService[],
  { claim: live, named }: { claim: KubeObject | undefined; named: boolean },
): KubeObject {
  const [first] = sharers;
  const { className, accessModes } = first?.spec.storage ?? {};
  const retain = outlives(sharers, named);
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: volume.name,
      namespace: first?.metadata.namespace ?? '',
      labels: volumeLabels(volume.name),
      ...(retain ? {} : { ownerReferences: sharedOwners([...sharers, ...holders]) }),
    },
    spec: {
      accessModes: accessModes ?? [],
      ...(className === undefined ? {} : { storageClassName: className }),
      resources: { requests: { storage: live ? sizeOf(live) : largest(sharers) } },
    },
  } satisfies V1PersistentVolumeClaim;
}

/** Whether a shared claim has no owners, so that it outlives its services: one of them says so, or a spec names it as the user's. */
function outlives(sharers: TTSService[], named: boolean): boolean {
  return named || sharers.some(({ spec }) => spec.storage.reclaimPolicy === 'Retain');
}

/** A claim that we made and that a spec names as the user's: without owners it goes with no service. Undefined where it has none. */
export function releasedClaim(live: KubeObject | undefined): KubeObject | undefined {
  if (!live || !isManaged(live) || !live.metadata.ownerReferences?.some(({ kind }) => kind === KIND)) return undefined;
  const { name, namespace = '' } = live.metadata;
  const { accessModes, storageClassName } = live.spec as { accessModes?: string[]; storageClassName?: string };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, namespace, labels: volumeLabels(name) },
    spec: {
      accessModes: accessModes ?? [],
      ...(storageClassName === undefined ? {} : { storageClassName }),
      resources: { requests: { storage: sizeOf(live) } },
    },
  } satisfies V1PersistentVolumeClaim;
}

/** Of the ConfigMap that the Jobs of a volume read: it goes with the last of its services. */
export function manifestMetadata(volume: Volume, services: TTSService[], annotations?: Record<string, string>) {
  return {
    name: manifestName(volume.name),
    namespace: services[0]?.metadata.namespace ?? '',
    labels: volumeLabels(volume.name),
    ...(annotations === undefined ? {} : { annotations }),
    ownerReferences: sharedOwners(services),
  };
}

/**
 * The manifest and sources that downloads and checks read, the record that the volume was verified, and that of what pods have
 * prepared.
 */
export function manifestConfigMap(
  volume: Volume,
  model: PinnedModel,
  sharers: TTSService[],
  holders: TTSService[],
  verified: Verified | undefined,
  prepared: PreparedModels,
): KubeObject {
  const { key, text } = sourcesFile(model.sources);
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: manifestMetadata(volume, [...sharers, ...holders], recordOf(verified)),
    data: {
      'manifest.json': manifestText(model.manifest),
      [volume.claim === undefined ? 'sources.json' : key]: text,
      ...(Object.keys(prepared.seals).length === 0 ? {} : { [PREPARED_KEY]: JSON.stringify(prepared.seals) }),
      ...(prepared.with === undefined ? {} : { [PREPARED_WITH_KEY]: JSON.stringify(prepared.with) }),
    },
  } satisfies V1ConfigMap;
}

function recordOf(verified: Verified | undefined): Record<string, string> {
  if (!verified) return {};
  return {
    [ANNOTATION.verifiedClaim]: verified.claim,
    [ANNOTATION.verifiedTime]: verified.time,
    [ANNOTATION.verifiedBy]: verified.job,
    [ANNOTATION.verifiedFiles]: verified.files,
    ...(verified.source === '' ? {} : { [ANNOTATION.verifiedSource]: verified.source }),
    ...answersOf(verified.cured),
  };
}

/** The same claim at the size that the largest of its services wants, which a StorageClass may refuse; undefined when it has that. */
export function grownClaim(claim: KubeObject, sharers: TTSService[]): KubeObject | undefined {
  const storage = largest(sharers);
  if (!isLarger(storage, sizeOf(claim))) return undefined;
  return { ...claim, spec: { ...(claim.spec as object), resources: { requests: { storage } } } };
}

/** The size that a claim asks for. */
export function sizeOf(claim: KubeObject): string {
  const spec = claim.spec as { resources?: { requests?: { storage?: string } } } | undefined;
  return spec?.resources?.requests?.storage ?? '0';
}

/** Compares two quantities. */
export function isLarger(a: string, b: string): boolean {
  return (quantityValue(a) ?? 0) > (quantityValue(b) ?? 0);
}

function largest(sharers: TTSService[]): string {
  return sharers.map(({ spec }) => spec.storage.size).reduce((a, b) => (isLarger(b, a) ? b : a), '0');
}
