import type { KedaProgram } from './build.ts';

/** Where KEDA runs, under the names that its own manifests give its Services: the operator looks for them there. */
export const namespace = 'keda';
export const certificates = 'kedaorg-certs';
const proxy = 'keda-add-ons-http-interceptor-proxy';
const admin = 'keda-add-ons-http-interceptor-admin';
const scaler = 'keda-add-ons-http-external-scaler';
export const kedaServices = ['keda-operator', 'keda-metrics-apiserver'];

const rbac = 'rbac.authorization.k8s.io';
const watch = ['get', 'list', 'watch'];

interface Rule {
  apiGroups: string[];
  resources: string[];
  verbs: string[];
}

function binding(name: string, role: string, account: string, within?: string) {
  const scope = within === undefined ? 'ClusterRole' : 'Role';
  return {
    ...{ apiVersion: `${rbac}/v1`, kind: `${scope}Binding` },
    metadata: within === undefined ? { name } : { name, namespace: within },
    roleRef: { apiGroup: rbac, kind: scope, name: role },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace }],
  };
}

function account(name: string) {
  return { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name, namespace } };
}

/** A program with an account and rights of its own. */
function allowed(name: string, rules: Rule[]) {
  const role = { apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: `keda-${name}` }, rules };
  return [account(name), role, binding(`keda-${name}`, `keda-${name}`, name)];
}

function service(name: string, app: string, port: number, target: string | number, portName: string) {
  const ports = [{ name: portName, port, targetPort: target }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { selector: { app }, ports } };
}

interface Running {
  program: KedaProgram;
  account: string;
  args: string[];
  env: Record<string, string>;
  ports: Record<string, number>;
  ready: object;
  memory: string;
  mounts?: { name: string; mountPath: string; readOnly?: boolean }[];
  volumes?: object[];
}

const logs = ['--zap-log-level=info', '--zap-encoder=console', '--zap-time-encoding=rfc3339nano'];

function deployment(image: string, { program, account: runs, args, env, ports, ready, memory, ...more }: Running) {
  const labels = { app: program };
  const own = { name: 'POD_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } };
  const container = {
    ...{ name: program, image, imagePullPolicy: 'IfNotPresent', command: [`/${program}`, ...args] },
    env: [own, ...Object.entries(env).map(([name, value]) => ({ name, value }))],
    ports: Object.entries(ports).map(([name, containerPort]) => ({ name, containerPort })),
    readinessProbe: { ...ready, periodSeconds: 2 },
    resources: { requests: { cpu: '10m', memory }, limits: { cpu: '1', memory: '1000Mi' } },
    securityContext: {
      ...{ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    },
    volumeMounts: more.mounts ?? [],
  };
  return {
    ...{ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: program, namespace, labels } },
    spec: {
      strategy: { type: 'Recreate' },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          serviceAccountName: runs,
          terminationGracePeriodSeconds: program === 'http-interceptor' ? 45 : 5,
          securityContext: { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: 'RuntimeDefault' } },
          containers: [container],
          volumes: more.volumes ?? [],
        },
      },
    },
  };
}

const routes = ['httpscaledobjects', 'interceptorroutes'];
const slices = { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: watch };
const seen = { apiGroups: ['http.keda.sh'], resources: routes, verbs: watch };
const made = [...routes, ...routes.flatMap((kind) => [`${kind}/status`, `${kind}/finalizers`])];

/** The HTTP add-on: what holds requests, what counts them for KEDA, and what sets Ready on routes. */
function addon(image: (program: KedaProgram) => string) {
  const http = (path: string, port: string | number) => ({ httpGet: { path, port } });
  const scaling = ['create', 'delete', 'patch', 'update', ...watch];
  return [
    ...allowed('http-interceptor', [
      { apiGroups: [''], resources: ['configmaps', 'services'], verbs: watch },
      slices,
      seen,
    ]),
    ...allowed('http-scaler', [slices, seen]),
    ...allowed('http-operator', [
      { apiGroups: ['http.keda.sh'], resources: made, verbs: ['*'] },
      { apiGroups: ['keda.sh'], resources: ['scaledobjects'], verbs: scaling },
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
    ]),
    service(proxy, 'http-interceptor', 8080, 'proxy', 'proxy'),
    service(admin, 'http-interceptor', 9090, 'admin', 'admin'),
    service(scaler, 'http-scaler', 9090, 'grpc', 'grpc'),
    deployment(image('http-interceptor'), {
      ...{ program: 'http-interceptor', account: 'http-interceptor', args: logs, memory: '32Mi' },
      env: { KEDA_HTTP_PROXY_PORT: '8080', KEDA_HTTP_ADMIN_PORT: '9090' },
      ...{ ports: { proxy: 8080, admin: 9090 }, ready: http('/readyz', 'admin') },
    }),
    deployment(image('http-scaler'), {
      ...{ program: 'http-scaler', account: 'http-scaler', args: logs, memory: '32Mi' },
      env: {
        KEDA_HTTP_SCALER_TARGET_ADMIN_NAMESPACE: namespace,
        KEDA_HTTP_SCALER_TARGET_ADMIN_DEPLOYMENT: 'http-interceptor',
        KEDA_HTTP_SCALER_TARGET_ADMIN_SERVICE: admin,
        KEDA_HTTP_SCALER_TARGET_ADMIN_PORT: '9090',
        KEDA_HTTP_SCALER_PORT: '9090',
        // By default it asks the interceptor for waiting requests twice a second, and each wake waits for that.
        KEDA_HTTP_QUEUE_TICK_DURATION: '100ms',
      },
      ...{ ports: { grpc: 9090 }, ready: { grpc: { port: 9090, service: 'readiness' } } },
    }),
    deployment(image('http-operator'), {
      ...{ program: 'http-operator', account: 'http-operator', args: logs, memory: '32Mi' },
      env: {
        KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_SERVICE: scaler,
        KEDA_HTTP_OPERATOR_EXTERNAL_SCALER_PORT: '9090',
        KEDA_HTTP_OPERATOR_NAMESPACE: namespace,
      },
      ...{ ports: {}, ready: http('/readyz', 8081) },
    }),
  ];
}

/** KEDA's operator and metrics API. Their roles are in the module; the certificates are made beforehand. */
function keda(image: (program: KedaProgram) => string) {
  const mount = { name: 'certificates', mountPath: '/certs', readOnly: true };
  const volume = { name: 'certificates', secret: { secretName: certificates } };
  const reader = 'keda-external-metrics-reader';
  return [
    account('keda-operator'),
    binding('keda-operator', 'keda-operator', 'keda-operator'),
    binding('keda-operator', 'keda-operator', 'keda-operator', namespace),
    binding('keda-auth-delegator', 'system:auth-delegator', 'keda-operator'),
    binding('keda-auth-reader', 'extension-apiserver-authentication-reader', 'keda-operator', 'kube-system'),
    {
      ...{ apiVersion: `${rbac}/v1`, kind: 'ClusterRole', metadata: { name: reader } },
      rules: [{ apiGroups: ['external.metrics.k8s.io'], resources: ['*'], verbs: ['*'] }],
    },
    {
      ...binding('keda-hpa-external-metrics', reader, ''),
      subjects: [{ kind: 'ServiceAccount', name: 'horizontal-pod-autoscaler', namespace: 'kube-system' }],
    },
    service('keda-operator', 'keda-operator', 9666, 9666, 'metricsservice'),
    service('keda-metrics-apiserver', 'keda-adapter', 443, 6443, 'https'),
    deployment(image('keda-operator'), {
      ...{ program: 'keda-operator', account: 'keda-operator', memory: '64Mi' },
      args: [...logs, '--enable-cert-rotation=false'],
      env: { WATCH_NAMESPACE: '' }, // without it the operator ends at once; empty: all namespaces
      ...{ ports: { metricsservice: 9666 }, ready: { httpGet: { path: '/readyz', port: 8081 } } },
      ...{ mounts: [mount], volumes: [volume] },
    }),
    deployment(image('keda-adapter'), {
      ...{ program: 'keda-adapter', account: 'keda-operator', memory: '64Mi' },
      args: [
        ...['--secure-port=6443', '--zap-log-level=error', '--client-ca-file=/certs/ca.crt', '--cert-dir=/certs'],
        ...['--tls-cert-file=/certs/tls.crt', '--tls-private-key-file=/certs/tls.key'],
      ],
      env: { WATCH_NAMESPACE: '' },
      ...{ ports: { https: 6443 }, ready: { httpGet: { scheme: 'HTTPS', path: '/readyz', port: 6443 } } },
      mounts: [mount, { name: 'tmp', mountPath: '/tmp' }],
      volumes: [volume, { name: 'tmp', emptyDir: {} }],
    }),
  ];
}

/** KEDA and its HTTP add-on as Kubernetes objects, but for CRDs, KEDA's roles and certificates. */
export const kedaObjects = (image: (program: KedaProgram) => string) => [...keda(image), ...addon(image)];

/** The metrics API, to be applied last: while it does not answer, no namespace of the cluster can be deleted. */
export const metricsApi = (caBundle: string) => ({
  ...{
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1beta1.external.metrics.k8s.io' },
  },
  spec: {
    ...{ group: 'external.metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
    ...{ service: { name: 'keda-metrics-apiserver', namespace }, caBundle },
  },
});
