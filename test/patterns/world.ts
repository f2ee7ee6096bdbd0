import type { KubeObject } from '../../operator/controller/object.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { startControlPlane } from '../support/control-plane.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { FaultProxy } from '../support/fault-proxy.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';

/** Kinds that the operator makes, and that a test compares. */
export const CHILDREN = ['configmaps', 'pvc', 'jobs', 'deployments', 'services', 'hpa', 'pdb', 'networkpolicies'];

export interface Conditioned extends KubeObject {
  status: {
    phase?: string;
    observedGeneration?: number;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}

/** A real control plane with the CRD, a node that is played, and what a test needs to stir it. */
export async function makeWorld() {
  const plane: ControlPlane = await startControlPlane({ controllerManager: true, scheduler: true });
  const k: Kubectl = kubectl(plane.kubeconfig, plane.binaries);
  await k.ok(['apply', '--server-side', '-k', 'crds']);
  await k.ok(['wait', '--for=condition=Established', 'crd/ttsservices.tts.pattern-agentic.io', '--timeout=20s']);
  await eventually('discovery knows the short name', async () => (await k.run(['get', 'tts'])).code === 0);
  const kubelet = playKubelet(k);
  const open: { stop: () => unknown }[] = [];
  let count = 0;

  const items = async (kind: string, namespace: string): Promise<KubeObject[]> =>
    (
      await k.json<{ items: KubeObject[] }>([
        'get',
        kind,
        '-n',
        namespace,
        '-l',
        'app.kubernetes.io/managed-by=tts-operator',
      ])
    ).items;

  return {
    plane,
    k,
    items,
    async namespace(name = `t${++count}-${Date.now().toString(36)}`): Promise<string> {
      await k.ok(['create', 'namespace', name]);
      return name;
    },
    async proxy(name = `proxy${++count}`): Promise<FaultProxy> {
      const proxy = await startFaultProxy(plane, name);
      open.push(proxy);
      return proxy;
    },
    /** An operator for one namespace (or all), through a proxy or directly. */
    async operator(
      namespace: string | undefined,
      proxy?: FaultProxy,
      env: Record<string, string> = {},
    ): Promise<OperatorProcess> {
      const operator = await startOperator(proxy?.kubeconfig ?? plane.kubeconfig, {
        ...(namespace === undefined ? {} : { WATCH_NAMESPACES: namespace }),
        ...env,
      });
      open.push(operator);
      return operator;
    },
    apply: (namespace: string, name: string, spec: object) =>
      k.apply(
        JSON.stringify({
          apiVersion: 'tts.pattern-agentic.io/v1alpha1',
          kind: 'TTSService',
          metadata: { name, namespace },
          spec,
        }),
      ),
    async condition(namespace: string, name: string, type: string) {
      const object = await k.get<Conditioned>('tts', name, namespace);
      return object?.status?.conditions?.find((c) => c.type === type);
    },
    /** Waits until the service is Ready for its present generation and nothing is rolling. */
    settled: (namespace: string, name: string, timeoutMs = 60_000) =>
      eventually(
        `${namespace}/${name} is settled`,
        async () => {
          const object = await k.get<Conditioned>('tts', name, namespace);
          const of = (type: string) => object?.status?.conditions?.find((c) => c.type === type);
          return (
            object?.status?.observedGeneration === object?.metadata.generation &&
            of('Progressing')?.reason === 'Settled' &&
            ['True', 'False'].includes(of('Ready')?.status ?? '')
          );
        },
        timeoutMs,
      ),
    /** What the operator made, without what the API server adds: equal worlds have equal fingerprints. */
    async fingerprint(namespace: string): Promise<string[]> {
      const lists = await Promise.all(CHILDREN.filter((kind) => kind !== 'jobs').map((kind) => items(kind, namespace)));
      return lists
        .flat()
        .map((object) => normal(object, namespace))
        .sort();
    },
    /** Ends what one test started. */
    async tidy(): Promise<void> {
      await Promise.all(open.splice(0).map((one) => one.stop()));
    },
    async end(): Promise<void> {
      await Promise.all(open.splice(0).map((one) => one.stop()));
      await kubelet.stop();
      await plane.stop();
    },
  };
}

export type World = Awaited<ReturnType<typeof makeWorld>>;

const VOLATILE = new Set([
  'status',
  'uid',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'managedFields',
  'clusterIP',
  'clusterIPs',
  'volumeName',
  'finalizers',
]);

function normal(object: KubeObject, namespace: string): string {
  const text = JSON.stringify(object, (key, value: unknown) => {
    if (
      VOLATILE.has(key) ||
      /(verified-(claim|time)|deployment\.kubernetes\.io|pv\.kubernetes\.io|volume\.kubernetes\.io|\/applied)/.test(key)
    )
      return undefined;
    return value;
  });
  return text.replaceAll(namespace, 'NAMESPACE').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID');
}
