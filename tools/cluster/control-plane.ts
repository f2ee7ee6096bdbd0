import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { issue, openAuthority, serviceAccountKeys, writeKubeconfig } from './pki.ts';
import type { Authority } from './pki.ts';

/** Where a control plane lives and listens. */
export interface Addresses {
  state: string;
  address: string;
  apiPort: number;
  etcdPort: number;
  etcdPeerPort: number;
  serviceCidr: string;
  /** First address of `serviceCidr`: the Service `kubernetes` of the namespace default. */
  serviceAddress: string;
}

/** Certificates and kubeconfigs of a control plane, as paths. */
export interface ControlPlaneFiles {
  authority: Authority;
  admin: { kubeconfig: string; certFile: string; keyFile: string };
  url: string;
  auditLog: string;
}

// Metadata of every request of a client, without bodies and without the requests the cluster's own parts make all the time.
const auditPolicy = {
  apiVersion: 'audit.k8s.io/v1',
  kind: 'Policy',
  omitStages: ['RequestReceived'],
  rules: [
    {
      level: 'None',
      users: ['system:apiserver', 'system:kube-scheduler', 'system:kube-controller-manager', 'system:kube-proxy'],
    },
    { level: 'None', userGroups: ['system:nodes'] },
    { level: 'None', nonResourceURLs: ['/healthz*', '/readyz*', '/livez*', '/version', '/openapi*'] },
    { level: 'Metadata' },
  ],
};

/** Makes the certificates, kubeconfigs and audit policy under `<state>/pki`, once. */
export async function prepare(at: Addresses): Promise<ControlPlaneFiles> {
  const pki = join(at.state, 'pki');
  const authority = await openAuthority(pki);
  const local = [
    'localhost',
    'kubernetes',
    'kubernetes.default',
    'kubernetes.default.svc',
    'kubernetes.default.svc.cluster.local',
  ];
  const alternative = [
    ...local.map((name) => `DNS:${name}`),
    'IP:127.0.0.1',
    `IP:${at.address}`,
    `IP:${at.serviceAddress}`,
  ];
  const url = `https://${at.address}:${at.apiPort}`;
  await issue(authority, 'apiserver', 'kube-apiserver', [], alternative);
  await issue(authority, 'front-proxy', 'front-proxy');
  serviceAccountKeys(authority);
  for (const name of ['kube-controller-manager', 'kube-scheduler', 'kube-proxy']) {
    const certificate = await issue(authority, name, `system:${name}`);
    writeKubeconfig(authority, join(pki, `${name}.conf`), url, certificate, 'tts-operator');
  }
  const admin = await issue(authority, 'admin', 'admin', ['system:masters']);
  const kubeconfig = writeKubeconfig(authority, join(pki, 'admin.conf'), url, admin, 'tts-operator');
  writeFileSync(join(pki, 'audit-policy.json'), JSON.stringify(auditPolicy));
  return { authority, admin: { ...admin, kubeconfig }, url, auditLog: join(at.state, 'log', 'audit.log') };
}

/** Arguments of etcd. Its writes are not synced to disk: the data is worth no more than the run. */
export function etcdArguments(at: Addresses): string[] {
  const client = `http://127.0.0.1:${at.etcdPort}`;
  const peer = `http://127.0.0.1:${at.etcdPeerPort}`;
  return [
    ...[`--data-dir=${join(at.state, 'etcd')}`, '--unsafe-no-fsync', '--log-level=warn'],
    ...[`--listen-client-urls=${client}`, `--advertise-client-urls=${client}`],
    ...[`--listen-peer-urls=${peer}`, `--initial-advertise-peer-urls=${peer}`, `--initial-cluster=default=${peer}`],
  ];
}

/** Arguments of kube-apiserver; `extra` comes last and so wins. */
export function apiServerArguments(at: Addresses, extra: string[] = []): string[] {
  const pki = (name: string) => join(at.state, 'pki', name);
  return [
    `--etcd-servers=http://127.0.0.1:${at.etcdPort}`,
    ...[`--bind-address=${at.address}`, `--secure-port=${at.apiPort}`, `--advertise-address=${at.address}`],
    `--service-cluster-ip-range=${at.serviceCidr}`,
    ...[`--tls-cert-file=${pki('apiserver.crt')}`, `--tls-private-key-file=${pki('apiserver.key')}`],
    `--client-ca-file=${pki('ca.crt')}`,
    ...[`--service-account-key-file=${pki('sa.pub')}`, `--service-account-signing-key-file=${pki('sa.key')}`],
    '--service-account-issuer=https://kubernetes.default.svc',
    ...['--authorization-mode=Node,RBAC', '--enable-admission-plugins=NodeRestriction', '--allow-privileged=true'],
    ...[`--kubelet-client-certificate=${pki('admin.crt')}`, `--kubelet-client-key=${pki('admin.key')}`],
    `--kubelet-certificate-authority=${pki('ca.crt')}`,
    // The host's name need not resolve; without this logs, exec and port-forward fail.
    '--kubelet-preferred-address-types=InternalIP',
    ...[`--requestheader-client-ca-file=${pki('ca.crt')}`, '--requestheader-allowed-names=front-proxy'],
    ...['--requestheader-username-headers=X-Remote-User', '--requestheader-group-headers=X-Remote-Group'],
    '--requestheader-extra-headers-prefix=X-Remote-Extra-',
    ...[`--proxy-client-cert-file=${pki('front-proxy.crt')}`, `--proxy-client-key-file=${pki('front-proxy.key')}`],
    ...['--enable-aggregator-routing=true', '--profiling=false'],
    ...[`--audit-policy-file=${pki('audit-policy.json')}`, `--audit-log-path=${join(at.state, 'log', 'audit.log')}`],
    ...['--audit-log-maxsize=100', '--audit-log-maxbackup=1'],
    ...extra,
  ];
}

/** Arguments of kube-controller-manager on `port` (its own health and metrics). */
export function controllerManagerArguments(at: Addresses, port: number, extra: string[] = []): string[] {
  const pki = (name: string) => join(at.state, 'pki', name);
  const config = pki('kube-controller-manager.conf');
  return [
    ...[`--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`],
    ...[`--service-account-private-key-file=${pki('sa.key')}`, `--root-ca-file=${pki('ca.crt')}`],
    ...[`--cluster-signing-cert-file=${pki('ca.crt')}`, `--cluster-signing-key-file=${pki('ca.key')}`],
    ...['--use-service-account-credentials=true', '--leader-elect=false', '--profiling=false'],
    ...['--bind-address=127.0.0.1', `--secure-port=${port}`, `--cert-dir=${join(at.state, 'pki', 'kcm')}`],
    ...extra,
  ];
}

/** Arguments of kube-scheduler on `port` (its own health and metrics). */
export function schedulerArguments(at: Addresses, port: number): string[] {
  const config = join(at.state, 'pki', 'kube-scheduler.conf');
  return [
    ...[`--kubeconfig=${config}`, `--authentication-kubeconfig=${config}`, `--authorization-kubeconfig=${config}`],
    ...['--leader-elect=false', '--profiling=false', '--bind-address=127.0.0.1', `--secure-port=${port}`],
    `--cert-dir=${join(at.state, 'pki', 'scheduler')}`,
  ];
}
