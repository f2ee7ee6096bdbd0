import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { kubernetesVersion } from '../../tools/cluster/build.ts';
import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  prepare,
  schedulerArguments,
} from '../../tools/cluster/control-plane.ts';
import type { Addresses } from '../../tools/cluster/control-plane.ts';
import { ensureControlPlane } from '../../tools/cluster/other-version.ts';
import { issue, writeKubeconfig } from '../../tools/cluster/pki.ts';
import { daemons } from '../../tools/cluster/process.ts';
import { waitForApi } from '../../tools/cluster/ready.ts';

/** What of a control plane a test needs besides etcd and kube-apiserver. */
export interface ControlPlaneOptions {
  controllerManager?: boolean;
  scheduler?: boolean;
  /** More arguments of each program; they win over the standard ones. */
  arguments?: { apiServer?: string[]; controllerManager?: string[]; scheduler?: string[] };
}

/** A running control plane of real Kubernetes programs on free loopback ports. */
export interface ControlPlane {
  /** kubeconfig of a cluster admin. */
  kubeconfig: string;
  url: string;
  certificates: { caFile: string; certFile: string; keyFile: string };
  /** JSON lines, one request each, without bodies (audit level Metadata). */
  auditLog: string;
  /** Folder of the real programs, kubectl among them. */
  binaries: string;
  pids(): { etcd: number | undefined; apiServer: number | undefined };
  /** A kubeconfig that authenticates as this user and these groups, for tests of RBAC. */
  kubeconfigFor(user: string, groups?: string[]): Promise<string>;
  /** Ends kube-apiserver and leaves etcd: the outage that clients have to survive. */
  stopApiServer(): Promise<void>;
  /** Starts kube-apiserver on the same port and waits until it is ready. */
  startApiServer(): Promise<void>;
  restartApiServer(): Promise<void>;
  stop(): Promise<void>;
}

async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from(
      { length: count },
      () =>
        new Promise<ReturnType<typeof createServer>>((resolve, reject) => {
          const server = createServer().on('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server));
        }),
    ),
  );
  const ports = servers.map((server) => (server.address() as AddressInfo).port);
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/**
 * Starts etcd and kube-apiserver (and what `options` names) with state in a temporary folder. The first call on a
 * machine builds the programs, which takes minutes; after that it takes seconds. `KUBERNETES_VERSION=v1.34.4` in the
 * environment takes another version than the one that the project pins.
 */
export async function startControlPlane(options: ControlPlaneOptions = {}): Promise<ControlPlane> {
  const version = process.env.KUBERNETES_VERSION ?? kubernetesVersion;
  const binaries = await ensureControlPlane(version, (line) => process.stderr.write(`${line}\n`));
  const state = mkdtempSync(join(tmpdir(), 'tts-control-plane-'));
  const [apiPort = 0, etcdPort = 0, etcdPeerPort = 0, managerPort = 0, schedulerPort = 0] = await freePorts(5);
  const at: Addresses = {
    ...{ state, address: '127.0.0.1', apiPort, etcdPort, etcdPeerPort },
    ...{ serviceCidr: '10.0.0.0/20', serviceAddress: '10.0.0.1' },
  };
  const files = await prepare(at);
  const programs = daemons(state, binaries);
  const killAll = () => {
    for (const name of ['scheduler', 'controller-manager', 'apiserver', 'etcd']) {
      const pid = programs.pidOf(name);
      if (pid !== undefined) process.kill(pid, 'SIGKILL');
    }
  };
  process.once('exit', killAll);

  // Without a controller manager no namespace gets its default service account, and no pod could be created.
  const extra = [
    // From 1.37 a loopback address may not be published as the endpoint of the Service kubernetes, which no test uses.
    '--endpoint-reconciler-type=none',
    ...(options.controllerManager ? [] : ['--disable-admission-plugins=ServiceAccount']),
    ...(options.arguments?.apiServer ?? []),
  ];
  const startApiServer = async () => {
    programs.start('apiserver', 'kube-apiserver', apiServerArguments(at, extra));
    await waitForApi(files, () => programs.pidOf('apiserver') !== undefined).catch((error: unknown) => {
      throw new Error(`kube-apiserver did not get ready:\n${programs.tail('etcd', 5)}\n${programs.tail('apiserver')}`, {
        cause: error,
      });
    });
  };
  const stopApiServer = () => programs.stop('apiserver', 1000);
  const stop = async () => {
    process.off('exit', killAll);
    await Promise.all(['scheduler', 'controller-manager', 'apiserver'].map((name) => programs.stop(name, 1000)));
    await programs.stop('etcd', 1000);
    rmSync(state, { recursive: true, force: true });
  };

  try {
    programs.start('etcd', 'etcd', etcdArguments(at));
    await startApiServer();
    if (options.controllerManager) {
      const more = options.arguments?.controllerManager ?? [];
      const all = controllerManagerArguments(at, managerPort, more);
      programs.start('controller-manager', 'kube-controller-manager', all);
    }
    if (options.scheduler) {
      const all = [...schedulerArguments(at, schedulerPort), ...(options.arguments?.scheduler ?? [])];
      programs.start('scheduler', 'kube-scheduler', all);
    }
  } catch (error) {
    await stop();
    throw error;
  }

  return {
    kubeconfig: files.admin.kubeconfig,
    url: files.url,
    certificates: { caFile: files.authority.caFile, certFile: files.admin.certFile, keyFile: files.admin.keyFile },
    auditLog: files.auditLog,
    binaries,
    pids: () => ({ etcd: programs.pidOf('etcd'), apiServer: programs.pidOf('apiserver') }),
    async kubeconfigFor(user, groups = []) {
      const name = createHash('sha256')
        .update(JSON.stringify([user, groups]))
        .digest('hex')
        .slice(0, 16);
      const certificate = await issue(files.authority, name, user, groups);
      return writeKubeconfig(files.authority, join(state, 'pki', `${name}.conf`), files.url, certificate, user);
    },
    stopApiServer,
    startApiServer,
    async restartApiServer() {
      await stopApiServer();
      await startApiServer();
    },
    stop,
  };
}
