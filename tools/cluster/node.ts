import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { applyAddons, startAddons } from './addons.ts';
import { ensureBinaries, nodePrograms } from './build.ts';
import {
  killShims,
  removeContainers,
  unmountAll,
  waitForContainerd,
  writeContainerdConfig,
} from './container-runtime.ts';
import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  prepare,
  schedulerArguments,
} from './control-plane.ts';
import type { Addresses } from './control-plane.ts';
import { nodeName, writeKubeletConfig } from './kubelet.ts';
import {
  addNodeLink,
  network,
  refuseUntranslated,
  removeNetwork,
  removePodNetworks,
  shareNamespaces,
  writeCni,
} from './network.ts';
import { ensurePackages, nodePackages } from './packages.ts';
import { nodeState } from './paths.ts';
import { ensurePauseImage } from './node-images.ts';
import { issue, writeKubeconfig } from './pki.ts';
import { policiesProgram } from './policies.ts';
import { daemons } from './process.ts';
import type { Daemons } from './process.ts';
import { waitForApi } from './ready.ts';
import { tryTo } from './shell.ts';

/** A running embedded node. */
export interface EmbeddedNode {
  kubeconfig: string;
  kubectl: string;
  binaries: string;
  state: string;
}

const addresses: Addresses = {
  ...{ state: nodeState, address: network.address, apiPort: 6443, etcdPort: 23790, etcdPeerPort: 23800 },
  ...{ serviceCidr: network.serviceCidr, serviceAddress: network.serviceAddress },
};

/** In the order they are started; `stopNode` goes the other way. */
const names = [
  ...['etcd', 'apiserver', 'controller-manager', 'scheduler', 'containerd', 'kubelet', 'proxy'],
  ...['coredns', 'metrics-server', 'provisioner'],
];
/** Started only where somebody asks for it. */
const onRequest = [policiesProgram];

/** Which programs the node was started with: a later checkout may pin others. */
const binariesFile = (state: string) => join(state, 'binaries');

async function startControlPlane(programs: Daemons) {
  const files = await prepare(addresses);
  programs.start('etcd', 'etcd', etcdArguments(addresses));
  programs.start('apiserver', 'kube-apiserver', apiServerArguments(addresses));
  await waitForApi(files, () => programs.pidOf('apiserver') !== undefined).catch((error: unknown) => {
    throw new Error(
      `kube-apiserver did not get ready; its log ${programs.logFile('apiserver')} ends with\n${programs.tail('apiserver')}`,
      {
        cause: error,
      },
    );
  });
  const cidrs = [`--cluster-cidr=${network.clusterCidr}`, '--allocate-node-cidrs=true'];
  programs.start('controller-manager', 'kube-controller-manager', controllerManagerArguments(addresses, 10257, cidrs));
  programs.start('scheduler', 'kube-scheduler', schedulerArguments(addresses, 10259));
  return files;
}

async function startKubelet(
  programs: Daemons,
  binaries: string,
  files: Awaited<ReturnType<typeof prepare>>,
): Promise<void> {
  const { state } = addresses;
  const cni = join(state, 'cni');
  writeCni(cni);
  programs.start('containerd', 'containerd', ['-c', writeContainerdConfig(state, cni)]);
  await waitForContainerd(binaries, state);
  await ensurePauseImage({ binaries, state });
  const alternative = [`DNS:${nodeName}`, `IP:${network.address}`];
  const certificate = await issue(files.authority, 'kubelet', `system:node:${nodeName}`, ['system:nodes'], alternative);
  const kubeconfig = writeKubeconfig(
    files.authority,
    join(state, 'pki', 'kubelet.conf'),
    files.url,
    certificate,
    'tts-operator',
  );
  programs.start('kubelet', 'kubelet', [
    ...[`--config=${writeKubeletConfig(state)}`, `--kubeconfig=${kubeconfig}`, `--hostname-override=${nodeName}`],
    ...[
      `--node-ip=${network.address}`,
      `--root-dir=${join(state, 'kubelet')}`,
      `--cert-dir=${join(state, 'kubelet', 'pki')}`,
    ],
  ]);
  programs.start('proxy', 'kube-proxy', [
    ...[`--kubeconfig=${join(state, 'pki', 'kube-proxy.conf')}`, `--hostname-override=${nodeName}`],
    ...['--proxy-mode=iptables', `--cluster-cidr=${network.clusterCidr}`, '--nodeport-addresses=primary'],
  ]);
}

async function waitForNode(programs: Daemons, node: EmbeddedNode): Promise<void> {
  const ready = ['get', 'node', nodeName, '-o', 'jsonpath={.status.conditions[?(@.type=="Ready")].status}'];
  for (const end = Date.now() + 90_000; Date.now() < end; await sleep(300)) {
    if ((await tryTo(node.kubectl, [`--kubeconfig=${node.kubeconfig}`, ...ready])) === 'True') return;
    for (const name of ['kubelet', 'containerd']) {
      if (programs.pidOf(name) === undefined) {
        throw new Error(`${name} has ended; its log ${programs.logFile(name)} ends with\n${programs.tail(name)}`);
      }
    }
  }
  throw new Error(`the node is not Ready after 90 s; see ${programs.logFile('kubelet')}`);
}

/** Starts the one-node cluster, or whatever of it does not run; waits until the node is Ready. */
export async function startNode(progress: (line: string) => void): Promise<EmbeddedNode> {
  const { state } = addresses;
  await ensurePackages(nodePackages, progress);
  const binaries = await ensureBinaries(nodePrograms, progress);
  mkdirSync(state, { recursive: true, mode: 0o700 });
  writeFileSync(binariesFile(state), binaries);
  const programs = daemons(state, binaries);
  const missing = names.filter((name) => programs.pidOf(name) === undefined);
  progress(
    missing.length === 0
      ? `embedded node: running (${state})`
      : `embedded node: starting ${missing.length === names.length ? 'all parts' : missing.join(', ')}`,
  );
  await addNodeLink();
  await refuseUntranslated();
  await shareNamespaces();
  const files = await startControlPlane(programs);
  const node = { kubeconfig: files.admin.kubeconfig, kubectl: join(binaries, 'kubectl'), binaries, state };
  await startKubelet(programs, binaries, files);
  startAddons(state, files, programs);
  await applyAddons(node.kubectl, node.kubeconfig);
  await waitForNode(programs, node);
  return node;
}

/** The embedded node's kubeconfig; the file is there while a node is. */
export const nodeKubeconfig = join(nodeState, 'pki', 'admin.conf');

/** Whether a node was started, even in part, and not removed. */
export const nodeExists = (): boolean => existsSync(nodeState);

/** The node, if one was started and not removed. */
export function findNode(): EmbeddedNode | undefined {
  const record = binariesFile(nodeState);
  if (!existsSync(nodeKubeconfig) || !existsSync(record)) return undefined;
  const binaries = readFileSync(record, 'utf8');
  return { kubeconfig: nodeKubeconfig, kubectl: join(binaries, 'kubectl'), binaries, state: nodeState };
}

/** Stops every part, removes containers, mounts, links, iptables chains, cgroups and the state folder. The built programs stay. */
export async function stopNode(binaries: string | undefined, progress: (line: string) => void): Promise<void> {
  if (!existsSync(nodeState)) return;
  const programs = daemons(nodeState, binaries ?? '');
  progress('embedded node: stopping');
  const without = (kept: string[]) => [...names, ...onRequest].filter((name) => !kept.includes(name)).reverse();
  await Promise.all(without(['containerd', 'etcd', 'apiserver']).map((name) => programs.stop(name, 3000)));
  if (binaries !== undefined && programs.pidOf('containerd') !== undefined) await removeContainers(binaries, nodeState);
  for (const name of ['apiserver', 'containerd', 'etcd']) await programs.stop(name, 3000);
  killShims(nodeState);
  await sleep(200);
  await unmountAll(nodeState);
  await removePodNetworks();
  await removeNetwork();
  await removeCgroups();
  rmSync(nodeState, { recursive: true, force: true });
  progress('embedded node: removed');
}

/** The kubelet's cgroups: `kubepods` in every hierarchy (cgroup v1) or in the only one (v2), and runc's `k8s.io`. */
async function removeCgroups(): Promise<void> {
  const folders = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' '))
    .filter(([, , type]) => type === 'cgroup' || type === 'cgroup2')
    .flatMap(([, point]) => ['kubepods', 'k8s.io'].map((name) => join(point ?? '', name)))
    .filter((folder) => existsSync(folder));
  for (const folder of folders) await tryTo('find', [folder, '-depth', '-type', 'd', '-exec', 'rmdir', '{}', ';']);
}
