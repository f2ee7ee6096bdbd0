import { isDeepStrictEqual } from 'node:util';
import type { z } from 'zod';
import { customResourceDefinition } from '../../../operator/api/crd.ts';
import { NOT_ON_GPU, Spec } from '../../../operator/api/ttsservice.ts';
import { quantityValue } from '../../../operator/controller/drift.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import { badRequest, forbidden, invalid } from './errors.ts';
import type { ModelKind } from './kinds.ts';

/** What of the cluster the API server's admission looks at, and what a simulation puts in the way. */
export interface Rules {
  /** The StorageClass that claims without one get. */
  defaultClass: string | undefined;
  /** Classes whose volumes can grow. */
  expandable: (className: string | undefined) => boolean;
  /** Refuses a write by throwing: quotas, webhooks. */
  refuse?: (kind: ModelKind, object: KubeObject, old: KubeObject | undefined, user: string) => void;
  /** Changes what is written, as another's webhook or policy does. */
  mutate?: (kind: ModelKind, object: KubeObject, old: KubeObject | undefined) => KubeObject;
  /** Told before a deletion. */
  onDelete?: (kind: ModelKind, object: KubeObject, user: string) => void;
}

const parsed = new WeakMap<object, unknown>();
/** The CRD's default of a status that nobody has written yet. */
const UNSEEN = { observedGeneration: -1 };

/** The object with what the API server fills in. */
export function withDefaults(kind: ModelKind, object: KubeObject): KubeObject {
  const spec = object['spec'] as Record<string, unknown> | undefined;
  if (kind === 'Deployment' && spec && spec['replicas'] === undefined)
    return { ...object, spec: { ...spec, replicas: 1 } };
  if (kind === 'TTSService') {
    if (object['status'] === undefined) return withDefaults(kind, { ...object, status: UNSEEN });
    const known = spec && parsed.get(spec);
    if (known !== undefined) return known === spec ? object : { ...object, spec: known };
    const result = Spec.safeParse(spec ?? {});
    if (!result.success) {
      const [first] = result.error.issues;
      throw invalid(kind, object.metadata.name, `spec.${first?.path.join('.')}: Invalid value: ${first?.message}`);
    }
    const filled = isDeepStrictEqual(result.data, spec) ? spec : (JSON.parse(JSON.stringify(result.data)) as object);
    if (spec) parsed.set(spec, filled);
    parsed.set(filled as object, filled);
    return { ...object, spec: filled };
  }
  return object;
}

const MAPS = new Set(['labels', 'annotations', 'nodeSelector', 'requests', 'limits', 'data']);

/** A built-in kind's object without what is empty: the API server's types leave it out. */
export function compacted<T>(value: T): T {
  if (Array.isArray(value)) return value.map((item: unknown) => compacted(item)) as T;
  if (typeof value !== 'object' || value === null) return value;
  let out: Record<string, unknown> | undefined;
  for (const [key, inner] of Object.entries(value)) {
    const kept = isNothing(key, inner) ? undefined : compacted(inner as unknown);
    if (kept === inner) continue;
    const copy = (out ??= { ...(value as Record<string, unknown>) });
    if (kept === undefined) delete copy[key];
    else copy[key] = kept;
  }
  return (out as T | undefined) ?? value;
}

function isNothing(key: string, value: unknown): boolean {
  if (value === undefined || value === null || (value === '' && key !== 'storageClassName')) return true;
  if (Array.isArray(value)) return value.length === 0 && key !== 'accessModes';
  return typeof value === 'object' && MAPS.has(key) && Object.keys(value).length === 0;
}

/** Refuses, by throwing, what the API server would refuse. */
export function admit(
  kind: ModelKind,
  object: KubeObject,
  old: KubeObject | undefined,
  user: string,
  rules: Rules,
): void {
  if (!old && object.metadata.name.length > 253) throw invalid(kind, object.metadata.name, 'metadata.name: too long');
  if (old && specOf(old) === specOf(object) && old.metadata.labels === object.metadata.labels) return;
  rules.refuse?.(kind, object, old, user);
  switch (kind) {
    case 'TTSService':
      return admitService(object, old);
    case 'Deployment': {
      const [was, is] = [old && specOf(old), specOf(object)];
      if (!is?.['selector'] || !is['template'])
        throw invalid(kind, object.metadata.name, 'spec.selector: Required value, spec.template: Required value');
      if (!old) return;
      if (!isDeepStrictEqual(was?.['selector'], is?.['selector']))
        throw invalid(kind, object.metadata.name, `spec.selector: Invalid value: field is immutable`);
      return;
    }
    case 'Job': {
      const [was, is] = [old && specOf(old), specOf(object)];
      if (!is?.['template']) throw invalid(kind, object.metadata.name, 'spec.template: Required value');
      if (!old) return;
      if (!isDeepStrictEqual(was?.['template'], is?.['template']))
        throw invalid(kind, object.metadata.name, `spec.template: Invalid value: {"metadata":{}}: field is immutable`);
      return;
    }
    case 'Service': {
      const ports = (specOf(object)?.['ports'] ?? []) as { name?: string }[];
      if (ports.length === 0) throw invalid(kind, object.metadata.name, 'spec.ports: Required value');
      const twice = ports.find(({ name }, i) => ports.some((other, j) => j < i && other.name === name));
      if (twice) throw invalid(kind, object.metadata.name, `spec.ports[1].name: Duplicate value: "${twice.name}"`);
      return;
    }
    case 'PersistentVolumeClaim':
      return admitClaim(object, old, rules);
    default:
  }
}

function specOf(object: KubeObject): Record<string, unknown> | undefined {
  return object['spec'] as Record<string, unknown> | undefined;
}

/** Rules that not every version of the CRD has. */
const RULES = new Set(
  Object.entries({ either: 'write either scaling.replicas, or', some: 'write scaling.replicas for a fixed number, or' })
    .filter(([, words]) => JSON.stringify(customResourceDefinition()).includes(words))
    .map(([name]) => name),
);

/** The rules of the CRD that zod does not have (operator/api: x-kubernetes-validations). */
function admitService(object: KubeObject, old: KubeObject | undefined): void {
  const { model, storage, compute, scaling } = object['spec'] as z.infer<typeof Spec>;
  const refuse = (why: string): never => {
    throw invalid('TTSService', object.metadata.name, `spec: Invalid value: ${why}`);
  };
  if (object.metadata.name.length > 52) refuse('metadata.name: too long');
  if ((storage.claimName !== undefined) !== (storage.mode === 'ExistingClaim'))
    refuse('storage.claimName goes with mode ExistingClaim');
  if ((storage.image !== undefined) !== (storage.mode === 'Image')) refuse('storage.image goes with mode Image');
  if (compute.gpu && compute.device !== 'gpu') refuse('compute.gpu needs compute.device: gpu');
  if (compute.device === 'gpu' && NOT_ON_GPU.includes(model.precision ?? ''))
    refuse('a GPU does not compute with these 4-bit or 8-bit weights');
  const { replicas, minReplicas, maxReplicas, targetCPUUtilization, targetQueueDepth } = scaling;
  const auto = minReplicas ?? maxReplicas ?? targetCPUUtilization ?? targetQueueDepth;
  if (RULES.has('either') && replicas !== undefined && auto !== undefined)
    refuse('write either scaling.replicas, or minReplicas, maxReplicas');
  if (RULES.has('some') && replicas === undefined && maxReplicas === undefined)
    refuse('write scaling.replicas or scaling.maxReplicas');
  if (minReplicas !== undefined && maxReplicas !== undefined && minReplicas > maxReplicas)
    refuse('minReplicas must not exceed maxReplicas');
  const shared = storage.mode === 'Shared' || storage.mode === 'ExistingClaim';
  if (shared && storage.accessModes.includes('ReadWriteOncePod') && (maxReplicas ?? replicas ?? 0) > 1)
    refuse('one pod alone may use a volume of accessModes ReadWriteOncePod');
  if (old) {
    const before = (old['spec'] as Spec).storage.size;
    if ((quantityValue(storage.size) ?? 0) < (quantityValue(before) ?? 0)) refuse('storage.size can only grow');
  }
}

interface ClaimSpec {
  accessModes?: string[];
  storageClassName?: string;
  volumeName?: string;
  resources?: { requests?: { storage?: string } };
}

function admitClaim(object: KubeObject, old: KubeObject | undefined, { expandable }: Rules): void {
  const is = object['spec'] as ClaimSpec;
  const { name } = object.metadata;
  if (!is.accessModes?.length) throw invalid('PersistentVolumeClaim', name, 'spec.accessModes: Required value');
  const size = quantityValue(is.resources?.requests?.storage ?? '');
  if (!size) throw invalid('PersistentVolumeClaim', name, 'spec.resources[storage]: Required value');
  if (!old) return;
  const was = old['spec'] as ClaimSpec;
  const rest = ({ resources: _, volumeName: __, ...spec }: ClaimSpec) => spec;
  const bound = (old['status'] as { phase?: string } | undefined)?.phase === 'Bound';
  const before = quantityValue(was.resources?.requests?.storage ?? '') ?? 0;
  if (
    !isDeepStrictEqual(rest(was), rest(is)) ||
    (was.volumeName !== undefined && was.volumeName !== is.volumeName) ||
    (!bound && size !== before)
  )
    throw invalid(
      'PersistentVolumeClaim',
      name,
      'spec: Forbidden: spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n@@ -1 +1 @@\n- a\n+ b\n',
    );
  if (size < before)
    throw invalid(
      'PersistentVolumeClaim',
      name,
      'spec.resources.requests.storage: Forbidden: field can not be less than status.capacity',
    );
  if (size > before && !expandable(is.storageClassName))
    throw forbidden(
      'PersistentVolumeClaim',
      name,
      'only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize',
    );
}

/** What the API server adds to a claim that is made (StorageObjectInUseProtection, DefaultStorageClass). */
export function newClaim(object: KubeObject, { defaultClass }: Rules): KubeObject {
  const spec = object['spec'] as ClaimSpec | undefined;
  if (!spec) throw badRequest('a claim has a spec');
  const finalizers = [...new Set([...(object.metadata.finalizers ?? []), 'kubernetes.io/pvc-protection'])];
  return {
    ...object,
    metadata: { ...object.metadata, finalizers },
    spec: {
      ...spec,
      ...(spec.storageClassName === undefined && defaultClass !== undefined ? { storageClassName: defaultClass } : {}),
    },
    status: { phase: 'Pending' },
  };
}
