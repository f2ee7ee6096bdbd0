import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ControlPlaneFiles } from './control-plane.ts';
import { network } from './network.ts';
import type { Daemons } from './process.ts';
import { feed } from './shell.ts';

const provisioner = 'tts-operator.local/folder';
const metricsPort = 4443;

/** A Service whose only endpoint is a process of the host. */
function hostService(name: string, ports: { port: number; target: number; protocol: string }[], clusterIP?: string) {
  const named = ports.map((p) => ({ ...p, name: `p${p.port}-${p.protocol.toLowerCase()}` }));
  return [
    {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name, namespace: 'kube-system' },
      spec: {
        ...(clusterIP === undefined ? {} : { clusterIP }),
        ports: named.map((p) => ({ name: p.name, port: p.port, targetPort: p.target, protocol: p.protocol })),
      },
    },
    {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: `${name}-host`, namespace: 'kube-system', labels: { 'kubernetes.io/service-name': name } },
      addressType: 'IPv4',
      ports: named.map((p) => ({ name: p.name, port: p.target, protocol: p.protocol })),
      endpoints: [{ addresses: [network.address] }],
    },
  ];
}

function storageClass(name: string, isDefault: boolean) {
  return {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name, annotations: { 'storageclass.kubernetes.io/is-default-class': String(isDefault) } },
    provisioner,
    volumeBindingMode: 'WaitForFirstConsumer',
    reclaimPolicy: 'Delete',
  };
}

const manifest = {
  apiVersion: 'v1',
  kind: 'List',
  items: [
    ...hostService(
      'kube-dns',
      [
        { port: 53, target: 53, protocol: 'UDP' },
        { port: 53, target: 53, protocol: 'TCP' },
      ],
      network.dnsAddress,
    ),
    ...hostService('metrics-server', [{ port: 443, target: metricsPort, protocol: 'TCP' }]),
    {
      apiVersion: 'apiregistration.k8s.io/v1',
      kind: 'APIService',
      metadata: { name: 'v1beta1.metrics.k8s.io' },
      spec: {
        ...{ group: 'metrics.k8s.io', version: 'v1beta1', groupPriorityMinimum: 100, versionPriority: 100 },
        ...{ service: { name: 'metrics-server', namespace: 'kube-system' }, insecureSkipTLSVerify: true },
      },
    },
    storageClass('local-path', true),
    storageClass('gp3-xfs', false),
  ],
};

/** Starts cluster DNS, metrics and dynamic volumes as processes of the host; gives the names of those it had to start. */
export function startAddons(state: string, files: ControlPlaneFiles, programs: Daemons): void {
  const config = files.admin.kubeconfig;
  const corefile = join(state, 'Corefile');
  writeFileSync(
    corefile,
    `.:53 {
  bind ${network.address}
  errors
  kubernetes cluster.local in-addr.arpa ip6.arpa {
    kubeconfig ${config}
  }
  forward . /etc/resolv.conf
  cache 30
}
`,
  );
  programs.start('coredns', 'coredns', ['-conf', corefile]);
  programs.start('metrics-server', 'metrics-server', [
    ...[`--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`],
    ...[`--bind-address=${network.address}`, `--secure-port=${metricsPort}`, `--cert-dir=${join(state, 'metrics')}`],
    ...['--kubelet-insecure-tls', '--kubelet-preferred-address-types=InternalIP'],
    ...['--metric-resolution=15s', '--kubelet-request-timeout=5s'],
  ]);
  const volumes = join(state, 'volumes');
  mkdirSync(volumes, { recursive: true });
  programs.start('provisioner', 'provisioner', [
    `--kubeconfig=${config}`,
    `--path=${volumes}`,
    `--name=${provisioner}`,
  ]);
}

/** Applies the add-ons' Services, the metrics API and the storage classes `local-path` (default) and `gp3-xfs`. */
export async function applyAddons(kubectl: string, kubeconfig: string): Promise<void> {
  const args = [`--kubeconfig=${kubeconfig}`, 'apply', '--server-side', '--force-conflicts', '-f', '-'];
  await feed(kubectl, args, JSON.stringify(manifest));
}
