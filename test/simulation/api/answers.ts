import type { KubeObject } from '../../../operator/controller/object.ts';
import { fieldsV1 } from './fields.ts';
import type { Manager } from './patch.ts';

/** A copy whose metadata may be changed; `managedFields` is worked out when somebody looks. */
export function handedOut(object: KubeObject, managers: readonly Manager[] = []): KubeObject {
  const metadata = { ...object.metadata };
  Object.defineProperty(metadata, 'managedFields', {
    configurable: true,
    enumerable: false,
    get: () =>
      managers.map(({ paths, ...rest }) => ({
        ...rest,
        fieldsType: 'FieldsV1',
        get fieldsV1() {
          return fieldsV1(paths);
        },
      })),
  });
  return { ...object, metadata };
}

/** An object without its content. */
export function metadataOf({ metadata }: KubeObject): KubeObject {
  return { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata: { ...metadata } };
}

/** The number of pods that an object asks for, as autoscalers and `kubectl scale` see it. */
export function scaleOf(object: KubeObject): KubeObject {
  const spec = (object['spec'] ?? {}) as { replicas?: number; scaling?: { replicas?: number } };
  const replicas = object.kind === 'TTSService' ? spec.scaling?.replicas : spec.replicas;
  return {
    apiVersion: 'autoscaling/v1',
    kind: 'Scale',
    metadata: { ...object.metadata },
    spec: { replicas: replicas ?? 0 },
  };
}

/** An object that asks for so many pods. */
export function scaled(object: KubeObject, replicas: number): KubeObject {
  const spec = (object['spec'] ?? {}) as { scaling?: object };
  if (object.kind !== 'TTSService') return { ...object, spec: { ...spec, replicas } };
  return { ...object, spec: { ...spec, scaling: { ...spec.scaling, replicas } } };
}
