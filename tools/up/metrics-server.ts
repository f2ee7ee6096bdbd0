import type { Target } from './target.ts';

const apiService = 'v1beta1.metrics.k8s.io';
const name = 'metrics-server';
const at = { name, namespace: 'kube-system' };
const labels = { 'k8s-app': name };
const port = 10250;

/** The release whose module tools/cluster/go/go.mod pins for the embedded node. */
export const metricsServerImage = 'registry.k8s.io/metrics-server/metrics-server:v0.9.0';

const rbac = 'rbac.authorization.k8s.io';
const subjects = [{ kind: 'ServiceAccount', ...at }];
const binding = (kind: string, metadata: object, roleKind: string, role: string) => ({
  ...{ apiVersion: `${rbac}/v1`, kind, metadata, subjects },
  roleRef: { apiGroup: rbac, kind: roleKind, name: role },
});

const container = {
  name,
  image: metricsServerImage,
  imagePullPolicy: 'IfNotPresent',
  args: [
    ...['--cert-dir=/tmp', `--secure-port=${port}`, '--kubelet-preferred-address-types=InternalIP'],
    // A kubelet of kind signs its own certificate.
    ...['--kubelet-insecure-tls', '--kubelet-use-node-status-port', '--metric-resolution=15s'],
  ],
  ports: [{ name: 'https', containerPort: port }],
  readinessProbe: { httpGet: { path: '/readyz', port: 'https', scheme: 'HTTPS' }, periodSeconds: 5 },
  resources: { requests: { cpu: '20m', memory: '64Mi' } },
  securityContext: {
    ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, runAsNonRoot: true, runAsUser: 1000 },
    ...{ capabilities: { drop: ['ALL'] }, seccompProfile: { type: 'RuntimeDefault' } },
  },
  volumeMounts: [{ name: 'tmp', mountPath: '/tmp' }],
};

/** metrics-server for a cluster whose kubelets sign their own certificates. */
const metricsServer = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata: at },
    {
      apiVersion: `${rbac}/v1`,
      kind: 'ClusterRole',
      metadata: { name: 'system:metrics-server' },
      rules: [
        { apiGroups: [''], resources: ['nodes/metrics'], verbs: ['get'] },
        { apiGroups: [''], resources: ['pods', 'nodes'], verbs: ['get', 'list', 'watch'] },
      ],
    },
    binding('ClusterRoleBinding', { name: 'system:metrics-server' }, 'ClusterRole', 'system:metrics-server'),
    binding('ClusterRoleBinding', { name: 'metrics-server:auth' }, 'ClusterRole', 'system:auth-delegator'),
    binding(
      'RoleBinding',
      { name: 'metrics-server-auth-reader', namespace: at.namespace },
      'Role',
      'extension-apiserver-authentication-reader',
    ),
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: at,
      spec: { selector: labels, ports: [{ name: 'https', port: 443, targetPort: 'https' }] },
    },
    {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: at,
      spec: {
        selector: { matchLabels: labels },
        template: {
          metadata: { labels },
          spec: {
            ...{ serviceAccountName: name, priorityClassName: 'system-cluster-critical', containers: [container] },
            volumes: [{ name: 'tmp', emptyDir: {} }],
          },
        },
      },
    },
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: apiService },
      spec: {
        ...{ group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ service: at, insecureSkipTLSVerify: true },
      },
    },
  ],
};

interface ApiService {
  status?: { conditions?: { type: string; status: string; reason?: string; message?: string }[] };
}

async function find(cluster: Target): Promise<ApiService | undefined> {
  const found = await cluster.kubectl(['get', 'apiservice', apiService, '--ignore-not-found', '-o', 'json']);
  return found.trim() === '' ? undefined : (JSON.parse(found) as ApiService);
}

/** Installs metrics-server into a kind cluster of `up` that has no metrics API; other clusters are their owners' to change. */
export async function ensureMetrics(cluster: Target, progress: (line: string) => void): Promise<void> {
  if (cluster.kind !== 'kind' || (await find(cluster)) !== undefined) return;
  progress(`metrics-server: installing ${metricsServerImage}`);
  const apply = ['apply', '--server-side', '--force-conflicts', '--field-manager=tts-up', '-f', '-'];
  await cluster.kubectl(apply, JSON.stringify(metricsServer));
}

/** What it means that the metrics API is absent or does not answer; undefined where it does. */
export function metricsNote(found: ApiService | undefined): string | undefined {
  const what = 'The autoscaler keeps the present number of pods, and `kubectl top` fails, until it does.';
  if (found === undefined) return `This cluster has no metrics API: install metrics-server. ${what}`;
  const available = found.status?.conditions?.find(({ type }) => type === 'Available');
  if (available?.status === 'True') return undefined;
  return `The metrics API does not answer yet (${available?.reason ?? 'no endpoint'}). ${what}`;
}

/** The note on this cluster's metrics. */
export const noteOnMetrics = async (cluster: Target): Promise<string | undefined> => metricsNote(await find(cluster));
