import { mkdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import { ApiClient } from '../../../operator/cluster/api-client.ts';
import { ApiError } from '../../../operator/cluster/api.ts';
import { Cluster } from '../../../operator/cluster/cluster.ts';
import { KINDS, pathOf } from '../../../operator/cluster/kinds.ts';
import { systemClock } from '../../../operator/controller/clock.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import { Reflector } from '../../../operator/controller/reflector.ts';
import { Store } from '../../../operator/controller/store.ts';
import { MANAGED_SELECTOR } from '../../../operator/objects/metadata.ts';
import { startControlPlane } from '../../support/control-plane.ts';
import { kubectl } from '../../support/kubectl.ts';
import { ensureKwok, startKwok } from './kwok/kwok.ts';
import type { PlayedPods } from './kwok/stages.ts';

/** Client limits of the control plane's own parts, which by default (20 and 50 requests a second) would be all that is measured. */
const unlimited = ['--kube-api-qps=2000', '--kube-api-burst=4000'];
const many = ['deployment', 'replicaset', 'job', 'endpoint', 'service-endpoint', 'gc'].map(
  (kind) => `--concurrent-${kind}-syncs=20`,
);
/** Who the operator is, with the rights of config/rbac. */
export const serviceAccount = 'system:serviceaccount:tts-system:tts-operator';

/** A control plane of real programs whose nodes are kwok's, with the operator's CRD and rights, and volumes for every claim. */
export async function setScene(nodes: number, pods: PlayedPods, progress: (line: string) => void) {
  const kwokProgram = await ensureKwok(progress);
  const plane = await startControlPlane({
    controllerManager: true,
    scheduler: true,
    arguments: {
      apiServer: ['--service-cluster-ip-range=10.96.0.0/16', '--audit-log-maxsize=4000'],
      controllerManager: [...unlimited, ...many],
      scheduler: unlimited,
    },
  });
  const k = kubectl(plane.kubeconfig, plane.binaries);
  await k.ok(['apply', '--server-side', '-k', 'crds']);
  await k.ok(['create', 'namespace', 'tts-system']);
  await k.ok(['apply', '--server-side', '-k', 'config/rbac']);
  await k.ok(['wait', '--for=condition=Established', 'crd/ttsservices.tts.pattern-agentic.io', '--timeout=20s']);

  const config = new KubeConfig();
  config.loadFromFile(plane.kubeconfig);
  const api = new ApiClient(config);
  const cluster = new Cluster(api);
  const over = new AbortController();
  const create = async (path: string, object: object): Promise<void> => {
    await api.json('POST', path, { body: object }).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 409)) throw error;
    });
  };

  // The audit policy leaves out the group of nodes, so kwok's requests do not fill the log that the operator's are counted in.
  const kwokConfig = await plane.kubeconfigFor('kwok', ['system:masters', 'system:nodes']);
  const folder = join(dirname(plane.auditLog), 'kwok');
  mkdirSync(folder, { recursive: true });
  const kwok = startKwok(kwokProgram, kwokConfig, folder, pods);
  for (let index = 0; index < nodes; index++) await create('/api/v1/nodes', nodeNamed(`kwok-${index}`));

  const claims = new Store<KubeObject>();
  claims.onChange(({ old, new: claim }) => {
    if (claim && !old) void create('/api/v1/persistentvolumes', volumeFor(claim)).catch(() => undefined);
  });
  void new Reflector(cluster.source('PersistentVolumeClaim'), claims, { clock: systemClock }).run(over.signal);

  return {
    plane,
    k,
    api,
    cluster,
    create,
    pids: { kwok: kwok.pid, ...plane.pids() },
    operatorConfig: await plane.kubeconfigFor(serviceAccount, [
      'system:serviceaccounts',
      'system:serviceaccounts:tts-system',
    ]),
    kwokLog: (): string => readFileSync(join(folder, 'kwok.log'), 'utf8'),
    /** Follows one kind until the scene ends; resolves when the first list is in. */
    async follow(kind: 'TTSService' | 'Pod' | 'Deployment'): Promise<Store<KubeObject>> {
      const store = new Store<KubeObject>();
      const reflector = new Reflector(cluster.source(kind), store, { clock: systemClock });
      void reflector.run(over.signal);
      while (!reflector.synced) await new Promise((resolve) => setTimeout(resolve, 50));
      return store;
    },
    /** Number of objects of a kind that the operator made. */
    async countManaged(kind: keyof typeof KINDS): Promise<number> {
      const query = { labelSelector: MANAGED_SELECTOR };
      return (await api.json<{ items: object[] }>('GET', pathOf(KINDS[kind], undefined), { query })).items.length;
    },
    async end(): Promise<void> {
      over.abort();
      kwok.stop();
      await api.close();
      await plane.stop();
    },
  };
}

export type Scene = Awaited<ReturnType<typeof setScene>>;

/** What a provisioner would make; bound before the claim asks (kubernetes.io/docs/concepts/storage/persistent-volumes, "Reserving"). */
function volumeFor({ metadata, spec }: KubeObject): object {
  const { accessModes, resources } = spec as { accessModes: string[]; resources: { requests: object } };
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${metadata.uid}` },
    spec: {
      capacity: resources.requests,
      accessModes,
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/tmp/pv-${metadata.uid}` },
      claimRef: { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    },
  };
}

/** A node with room for everything, as its kubelet would register it; kwok renews its lease. */
function nodeNamed(name: string): object {
  const room = { cpu: '1k', memory: '16Ti', pods: '10k', 'ephemeral-storage': '1Pi' };
  const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name, labels: { 'kubernetes.io/hostname': name } },
    status: {
      capacity: room,
      allocatable: room,
      addresses: [{ type: 'InternalIP', address: '127.0.0.1' }],
      conditions: [
        { type: 'Ready', status: 'True', reason: 'KubeletReady', lastHeartbeatTime: now, lastTransitionTime: now },
      ],
    },
  };
}
