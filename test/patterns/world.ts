import { onTestFailed } from 'vitest';
import type { ApiError } from '../../operator/cluster/api.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import type { ControlPlane } from '../support/control-plane.ts';
import { startControlPlane } from '../support/control-plane.ts';
import { applyCrds } from '../support/crds.ts';
import { startFaultProxy } from '../support/fault-proxy.ts';
import type { FaultProxy } from '../support/fault-proxy.ts';
import { eventually, kubectl } from '../support/kubectl.ts';
import type { Kubectl } from '../support/kubectl.ts';
import { startOperator } from '../support/operator-process.ts';
import type { OperatorProcess } from '../support/operator-process.ts';
import { playKubelet } from '../support/played-kubelet.ts';
import type { Roles } from '../support/played-kubelet.ts';

/** Kinds that the operator makes, and that a test compares. */
export const CHILDREN = ['configmaps', 'pvc', 'jobs', 'deployments', 'services', 'hpa', 'pdb', 'networkpolicies'];

export interface Conditioned extends KubeObject {
  status: {
    phase?: string;
    observedGeneration?: number;
    conditions?: { type: string; status: string; reason: string; message: string }[];
  };
}

const GROUPS: Record<string, string> = {
  scaledobjects: 'apis/keda.sh/v1alpha1',
  interceptorroutes: 'apis/http.keda.sh/v1beta1',
  jobs: 'apis/batch/v1',
  deployments: 'apis/apps/v1',
  replicasets: 'apis/apps/v1',
  hpa: 'apis/autoscaling/v2',
  pdb: 'apis/policy/v1',
  networkpolicies: 'apis/networking.k8s.io/v1',
  ttsservices: 'apis/tts.pattern-agentic.io/v1alpha1',
};
const PLURALS: Record<string, string> = {
  pvc: 'persistentvolumeclaims',
  hpa: 'horizontalpodautoscalers',
  pdb: 'poddisruptionbudgets',
};

function pathOf(kind: string, namespace: string): string {
  return `/${GROUPS[kind] ?? 'api/v1'}/namespaces/${namespace}/${PLURALS[kind] ?? kind}`;
}

/** With its 20 requests a second, Kubernetes' own garbage collector would be all that hundreds of services wait for. */
const unlimited = ['--kube-api-qps=2000', '--kube-api-burst=4000'];

/** A real control plane with the CRD, a node that is played, and what a test needs to stir it. */
export async function makeWorld(roles: (k: Kubectl) => Roles = () => ({})) {
  const plane: ControlPlane = await startControlPlane({
    controllerManager: true,
    scheduler: true,
    arguments: { controllerManager: unlimited },
  });
  const k: Kubectl = kubectl(plane.kubeconfig, plane.binaries);
  await applyCrds(k);
  const kubelet = playKubelet(k, roles(k));
  const open: { stop: () => unknown }[] = [];
  let count = 0;

  const items = async (kind: string, namespace: string): Promise<KubeObject[]> => {
    const labelSelector = 'app.kubernetes.io/managed-by=tts-operator';
    interface List {
      kind: string;
      items: KubeObject[];
    }
    const list = await k.api.json<List>('GET', pathOf(kind, namespace), { query: { labelSelector } });
    return list.items.map((item) => ({ ...item, kind: list.kind.replace(/List$/, '') }));
  };
  const service = async (namespace: string, name: string): Promise<Conditioned | undefined> =>
    k.api
      .json<Conditioned>('GET', `${pathOf('ttsservices', namespace)}/${name}`)
      .catch((error: { status?: number }) => {
        if (error.status === 404) return undefined;
        throw error;
      });

  return {
    plane,
    k,
    items,
    /** A namespace that admits no pod but a restricted one. */
    async namespace(name = `t${++count}-${Date.now().toString(36)}`): Promise<string> {
      await k.ok(['create', 'namespace', name]);
      await k.ok(['label', 'namespace', name, 'pod-security.kubernetes.io/enforce=restricted']);
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
      onTestFailed(() => {
        const told = operator.lines.slice(-30).map((line) => JSON.stringify(line).slice(0, 500));
        process.stderr.write(`the operator's last words:\n${told.join('\n')}\n`);
      });
      return operator;
    },
    /** Server-side apply, as a person's tool does it. */
    apply: (namespace: string, name: string, spec: object) =>
      k.api.json('PATCH', `${pathOf('ttsservices', namespace)}/${name}`, {
        query: { fieldManager: 'person', force: true },
        body: { apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', metadata: { name }, spec },
        contentType: 'application/apply-patch+yaml',
      }),
    /** Creates a service without the checks of kubectl; resolves to the API server's refusal, or undefined. */
    async create(
      namespace: string,
      name: string,
      spec: object,
    ): Promise<{ status: number; message: string } | undefined> {
      const body = { apiVersion: 'tts.pattern-agentic.io/v1alpha1', kind: 'TTSService', metadata: { name }, spec };
      return k.api.json('POST', pathOf('ttsservices', namespace), { query: { fieldValidation: 'Ignore' }, body }).then(
        () => undefined,
        (error: ApiError) => error,
      );
    },
    async condition(namespace: string, name: string, type: string) {
      const object = await service(namespace, name);
      return object?.status?.conditions?.find((c) => c.type === type);
    },
    /** Waits until the service is Ready for its present generation and nothing is rolling. */
    settled: (namespace: string, name: string, timeoutMs = 180_000) =>
      eventually(
        `${namespace}/${name} is settled`,
        async () => {
          const object = await service(namespace, name);
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
