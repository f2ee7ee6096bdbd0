import { afterAll, beforeAll, expect, test } from 'vitest';
import { write } from '../../operator/act/write.ts';
import { Cluster, FIELD_MANAGER } from '../../operator/cluster/cluster.ts';
import { KINDS, pathOf } from '../../operator/cluster/kinds.ts';
import type { KindName } from '../../operator/cluster/kinds.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { startControlPlane } from '../support/control-plane.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';

let plane: ControlPlane;
let k: Kubectl;
let cluster: Cluster;
const { signal } = new AbortController();
const isThere = async (): Promise<boolean> => true;

beforeAll(async () => {
  plane = await startControlPlane();
  k = kubectl(plane.kubeconfig, plane.binaries);
  cluster = new Cluster(k.api);
});
afterAll(async () => {
  await plane?.stop();
});

const labels = { app: 'x' };
const template = { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'a' }] } };
const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'x' };

/** The least of every kind that the operator creates. */
const CONTENT: Partial<Record<KindName, object>> = {
  ConfigMap: { data: { a: '1' } },
  PersistentVolumeClaim: {
    spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'x', resources: { requests: { storage: '1Gi' } } },
  },
  Job: { spec: { template: { ...template, spec: { ...template.spec, restartPolicy: 'Never' } } } },
  Deployment: { spec: { replicas: 0, selector: { matchLabels: labels }, template } },
  Service: { spec: { selector: labels, ports: [{ port: 80 }] } },
  HorizontalPodAutoscaler: { spec: { scaleTargetRef, minReplicas: 1, maxReplicas: 2 } },
  PodDisruptionBudget: { spec: { minAvailable: 1, selector: { matchLabels: labels } } },
  NetworkPolicy: { spec: { podSelector: {} } },
};

test.each(Object.keys(CONTENT) as KindName[])(
  'the first write of a %s creates it, and never goes over another’s (decision 62)',
  async (kind) => {
    const { apiVersion } = KINDS[kind];
    const object = (by: string): KubeObject => ({
      ...{ apiVersion, kind, metadata: { name: 'only', namespace: 'default', labels: { by } } },
      ...CONTENT[kind],
    });
    const read = () => cluster.get(kind, 'default', 'only');
    const remove = async (): Promise<void> => {
      const path = pathOf(KINDS[kind], 'default', 'only');
      const body = { metadata: { finalizers: null } };
      await k.api.json('DELETE', path, { body: { propagationPolicy: 'Background' } });
      await k.api.json('PATCH', path, { body, contentType: 'application/merge-patch+json' }).catch(() => undefined);
      await expect.poll(read).toBeUndefined();
    };
    const put = (): Promise<KubeObject> =>
      k.api.json('POST', pathOf(KINDS[kind], 'default'), { body: object('hand'), query: { fieldManager: 'person' } });

    const made = await write(cluster, object('operator'), undefined, isThere, signal);
    expect(made?.metadata).toMatchObject({ labels: { by: 'operator' }, managers: [FIELD_MANAGER] });
    const raw = await k.api.json<KubeObject>('GET', pathOf(KINDS[kind], 'default', 'only'));
    const { managedFields } = raw.metadata as { managedFields?: object[] };
    expect(managedFields?.[0]).toMatchObject({ manager: FIELD_MANAGER, operation: 'Apply' });
    const again = await write(cluster, { ...object('operator-again') }, made, isThere, signal);
    expect(again?.metadata.labels).toEqual({ by: 'operator-again' });

    await remove();
    expect(await write(cluster, object('operator'), again, isThere, signal)).toBeUndefined();
    expect(await read()).toBeUndefined();

    const theirs = await put();
    for (const live of [undefined, again])
      expect(await write(cluster, object('operator'), live, isThere, signal)).toBeUndefined();
    const stale = { ...object('operator'), metadata: { ...object('operator').metadata, resourceVersion: '2' } };
    await expect(cluster.apply(stale)).rejects.toMatchObject({ status: 409 });
    expect((await read())?.metadata).toMatchObject({ resourceVersion: theirs.metadata.resourceVersion ?? '' });
    await remove();
  },
);
