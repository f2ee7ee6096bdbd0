import type { KubeObject } from '../controller/object.ts';
import type { LeaseLock, LeaseRecord } from '../controller/leader.ts';
import type { Api } from './api.ts';
import { ApiError } from './api.ts';
import { KINDS, pathOf } from './kinds.ts';

/** The lock of leader election as a Lease object. */
export function leaseLock(api: Api, namespace: string, name: string): LeaseLock {
  const toRecord = ({ metadata, spec }: KubeObject): LeaseRecord => ({
    holderIdentity: '',
    leaseDurationSeconds: 15,
    acquireTime: '',
    renewTime: '',
    leaseTransitions: 0,
    ...(spec as Partial<LeaseRecord>),
    ...(metadata.resourceVersion === undefined ? {} : { resourceVersion: metadata.resourceVersion }),
  });
  return {
    async read(signal) {
      try {
        return toRecord(await api.json<KubeObject>('GET', pathOf(KINDS.Lease, namespace, name), { signal }));
      } catch (error) {
        if (error instanceof ApiError && error.status === 404) return undefined;
        throw error;
      }
    },
    async write({ resourceVersion, ...spec }, signal) {
      const { apiVersion, kind } = KINDS.Lease;
      const exists = resourceVersion !== undefined;
      const body = { apiVersion, kind, metadata: { name, namespace, ...(exists ? { resourceVersion } : {}) }, spec };
      const path = pathOf(KINDS.Lease, namespace, exists ? name : undefined);
      return toRecord(await api.json<KubeObject>(exists ? 'PUT' : 'POST', path, { body, signal }));
    },
  };
}
