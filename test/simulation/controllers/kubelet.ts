import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { ModelStoreError } from '../../../runtime/model/store.ts';
import { terminationMessage } from '../../../runtime/process/termination-message.ts';
import type { Claim, Container, ContainerStatus, Pod } from '../objects.ts';
import { envOf } from '../objects.ts';
import type { Controller, Disk, Site } from '../site.ts';
import { split } from '../site.ts';
import { emptyDisk } from './claims.ts';
import { hostsOf, patienceOf, runStore } from './store.ts';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** What a node does with one pod. */
interface Runtime {
  uid: string;
  node: string;
  disk: Disk | undefined;
  /** Counts the starts, so that what was planned for a former one does nothing. */
  turn: number;
  init: ContainerStatus | undefined;
  main: ContainerStatus;
  waitsSince: number | undefined;
  /** When the server started last. */
  servesSince: number;
  ending: boolean;
}

export interface Kubelet extends Controller {
  /** Looks at all pods again: a node is back, a volume has changed. */
  wakeAll(): void;
  /** Ends the main container of a pod, which is started again. */
  crash(pod: Pod, reason: string): void;
  evict(pod: Pod): void;
  /** Tells again how the pods of a node are: it is back. */
  retell(node: string): void;
}

/** Runs pods on their nodes: mounts, checks, downloads, servers; tells their statuses. */
export function kubelet(site: Site, images: (reference: string) => string | undefined): Kubelet {
  const { server, loop } = site;
  const running = new Map<string, Runtime>();
  const mounting = new Set<string>();
  let containers = 0;
  const self: Kubelet = {
    name: 'kubelet',
    wakes({ kind, old, new: current }) {
      const object = current ?? old;
      if (!object) return [];
      if (kind === 'Pod') {
        const pod = object as Pod;
        if (pod.spec.nodeName === undefined) return [];
        if (!current) return [keyOf(pod), ...mounting];
        const before = old as Pod | undefined;
        const news =
          before?.spec.nodeName === undefined || before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp;
        return news ? [keyOf(pod)] : [];
      }
      return kind === 'PersistentVolumeClaim' || kind === 'ConfigMap' || kind === 'Secret' ? [...mounting] : [];
    },
    act(key) {
      const pod = server.get<Pod>('Pod', ...split(key));
      const runtime = running.get(key);
      if (runtime && runtime.uid !== pod?.metadata.uid) forget(key, runtime);
      if (!pod) {
        mounting.delete(key);
        return;
      }
      if (!site.nodes.find(({ name }) => name === pod.spec.nodeName)?.up) return;
      if (pod.metadata.deletionTimestamp) return end(pod, key);
      if (pod.status?.phase === 'Failed' || pod.status?.phase === 'Succeeded') return;
      if (!running.has(key)) start(pod, key);
    },
    wakeAll() {
      for (const pod of server.all<Pod>('Pod')) {
        const key = keyOf(pod);
        if (pod.spec.nodeName === undefined) continue;
        loop.after(site.lag('kubelet'), () => {
          self.act(key);
          const runtime = running.get(key);
          const live = server.get<Pod>('Pod', ...split(key));
          if (!runtime || !live || runtime.uid !== live.metadata.uid || runtime.ending) return;
          if (runtime.waitsSince !== undefined)
            check(live, runtime, runtime.init ? undefined : live.spec.containers[0]);
          else if (runtime.main.state?.running && !runtime.main.ready && runtime.init) getReady(live, runtime);
        });
      }
    },
    crash(pod, reason) {
      const runtime = running.get(keyOf(pod));
      if (!runtime?.main.state?.running || runtime.ending) return;
      if (pod.spec.restartPolicy !== 'Never') return restartMain(pod, runtime, 137, reason, '');
      const containerID = `containerd://${++containers}`;
      endMain(pod, runtime, { exitCode: 137, reason, finishedAt: server.now(), containerID });
    },
    retell(node) {
      for (const [key, runtime] of running) {
        const pod = server.get<Pod>('Pod', ...split(key));
        if (pod && runtime.node === node && pod.metadata.uid === runtime.uid && !pod.metadata.deletionTimestamp)
          report(pod, { phase: pod.status?.phase ?? 'Pending' }, runtime);
      }
    },
    evict(pod) {
      const key = keyOf(pod);
      const runtime = running.get(key);
      if (runtime) forget(key, runtime);
      report(pod, { phase: 'Failed', reason: 'Evicted', message: 'The node was low on resource: ephemeral-storage.' });
    },
  };
  return self;

  function forget(key: string, runtime: Runtime): void {
    runtime.turn++;
    runtime.disk?.mounts.delete(runtime.uid);
    running.delete(key);
    for (const other of mounting) loop.after(site.lag('kubelet'), () => self.act(other));
  }

  function end(pod: Pod, key: string): void {
    mounting.delete(key);
    const runtime = running.get(key);
    if (runtime?.ending) return;
    if (runtime) {
      runtime.ending = true;
      runtime.turn++;
    }
    const uid = pod.metadata.uid;
    loop.after(runtime ? 500 + site.random('grace').below(8_000) : 50, () => {
      const live = server.get<Pod>('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
      const up = site.nodes.find(({ name }) => name === pod.spec.nodeName)?.up;
      if (!up) {
        if (runtime) runtime.ending = false;
        return;
      }
      if (runtime) forget(key, runtime);
      if (live?.metadata.uid === uid && live) server.finish('Pod', live, 'kubelet');
    });
  }

  /** Mounts what a pod needs and begins with its first container; else it is tried again when something changes. */
  function start(pod: Pod, key: string): void {
    const uid = pod.metadata.uid ?? '';
    const node = pod.spec.nodeName ?? '';
    const disk = mounted(pod, uid, node);
    if (disk === 'waits') {
      mounting.add(key);
      return;
    }
    mounting.delete(key);
    const init = pod.spec.initContainers?.[0];
    const main = pod.spec.containers[0];
    if (!main) return;
    const fresh = ({ name }: Container): ContainerStatus => ({ name, ready: false, restartCount: 0 });
    const runtime: Runtime = {
      ...{ uid, node, disk, turn: 0, ending: false, waitsSince: undefined, servesSince: 0 },
      init: init ? fresh(init) : undefined,
      main: fresh(main),
    };
    running.set(key, runtime);
    if (init) return check(pod, runtime);
    if (pod.spec.restartPolicy === 'Never') return check(pod, runtime, main);
    Object.assign(runtime.main, { ready: true, state: { running: { startedAt: server.now() } } }); // a person's own: it runs
    report(pod, { phase: 'Running' }, runtime);
  }

  function mounted(pod: Pod, uid: string, node: string): Disk | undefined | 'waits' {
    const namespace = pod.metadata.namespace ?? '';
    let disk: Disk | undefined;
    for (const { name, persistentVolumeClaim: claimed, configMap, secret, emptyDir, image } of pod.spec.volumes ?? []) {
      if (configMap && !server.get('ConfigMap', namespace, configMap.name)) return 'waits';
      if (secret && !server.get('Secret', namespace, secret.secretName)) return 'waits';
      if (emptyDir && name === 'models') disk = { ...emptyDisk(uid, node), owned: true };
      if (image) {
        disk = emptyDisk(uid, node);
        const held = images(image.reference);
        if (held !== undefined) disk.models.set(held, 'whole');
      }
      if (!claimed) continue;
      const claim = server.get<Claim>('PersistentVolumeClaim', namespace, claimed.claimName);
      if (!claim || claim.metadata.deletionTimestamp || claim.status?.phase !== 'Bound') return 'waits';
      disk = site.disks.get(claim.metadata.uid ?? '');
      if (!disk) return 'waits';
      const oneNode = !claim.spec.accessModes.includes('ReadWriteMany');
      if (oneNode && [...disk.mounts.values()].some((other) => other !== node)) return 'waits';
      const first = ![...disk.mounts.values()].includes(node);
      const local = disk.node !== undefined;
      if (claimed.readOnly !== true && (first || !local)) disk.owned = true;
    }
    disk?.mounts.set(uid, node);
    return disk;
  }

  /** Runs the model store's container: before the servers, or as all there is of a Job's pod. */
  function check(pod: Pod, runtime: Runtime, job?: Container): void {
    const container = job ?? pod.spec.initContainers?.[0];
    const status = job ? runtime.main : runtime.init;
    if (!container || !status) return;
    if (container.image.includes('bad')) return refuseImage(pod, runtime, status);
    const turn = ++runtime.turn;
    const startedAt = server.now();
    const files = filesOf(pod);
    const secret = pod.spec.volumes?.find(({ name }) => name === 'credentials')?.secret?.secretName;
    if (secret !== undefined) site.probe.asks(pod, secret, hostsOf(container, files));
    const waited = runtime.waitsSince === undefined ? 0 : loop.now - runtime.waitsSince;
    const run = runStore(site, container, runtime.disk, files, waited);
    if (runtime.waitsSince === undefined) {
      status.state = { running: { startedAt } };
      report(pod, job ? { phase: 'Running' } : { phase: 'Pending' }, runtime);
    }
    if (run === 'waits') {
      runtime.waitsSince ??= loop.now;
      later(pod, runtime, turn, patienceOf(container) - waited, (live) => check(live, runtime, job));
      return;
    }
    runtime.waitsSince = undefined;
    later(pod, runtime, turn, run.ms, (live) => {
      if (run.publishes !== undefined && runtime.disk) {
        runtime.disk.models.set(run.publishes, 'whole');
        self.wakeAll();
      }
      const failed = run.result.phase === 'Failed';
      const terminated = {
        ...{ exitCode: failed ? 1 : 0, reason: failed ? 'Error' : 'Completed' },
        ...{ message: `${JSON.stringify(run.result)}\n`, startedAt, finishedAt: server.now() },
        containerID: `containerd://${++containers}`,
      };
      if (job) return endMain(live, runtime, terminated);
      status.state = { terminated };
      if (!failed) return serve(live, runtime);
      status.lastState = { terminated };
      status.restartCount = (status.restartCount ?? 0) + 1;
      status.state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } };
      report(live, { phase: 'Pending' }, runtime);
      const wait = Math.min(300_000, 10_000 * 2 ** Math.min(5, status.restartCount - 1));
      later(live, runtime, runtime.turn, wait, (again) => check(again, runtime));
    });
  }

  /** Ends the main container of a pod that is not started again. */
  function endMain(pod: Pod, runtime: Runtime, terminated: Terminated): void {
    runtime.main.state = { terminated };
    runtime.turn++;
    runtime.disk?.mounts.delete(runtime.uid);
    const last = terminated.exitCode === 0 ? 'Succeeded' : 'Failed';
    report(pod, { phase: pod.spec.containers.length > 1 ? 'Running' : last }, runtime); // others run on
  }

  function serve(pod: Pod, runtime: Runtime): void {
    const container = pod.spec.containers[0];
    if (!container) return;
    if (container.image.includes('bad')) return refuseImage(pod, runtime, runtime.main);
    const digest = envOf(container, 'TTS_MODEL_DIGEST') ?? '';
    const content = runtime.disk?.models.get(digest);
    site.probe.started(pod, digest, content, (runtime.main.restartCount ?? 0) > 0);
    const startedAt = server.now();
    runtime.main.state = { running: { startedAt } };
    runtime.main.ready = false;
    runtime.servesSince = loop.now;
    report(pod, { phase: 'Running' }, runtime);
    getReady(pod, runtime);
  }

  /** Has a server that loads its model become ready, or end when the files have not been whole for too long (runtime/serve.ts). */
  function getReady(pod: Pod, runtime: Runtime, ms = 1_000 + site.random('ready').below(3_000)): void {
    const turn = ++runtime.turn;
    const [container] = pod.spec.containers;
    later(pod, runtime, turn, ms, (live) => {
      const content = runtime.disk?.models.get(envOf(container, 'TTS_MODEL_DIGEST') ?? '');
      if (content === 'whole') {
        runtime.main.ready = true;
        report(live, { phase: 'Running' }, runtime);
        return;
      }
      const patience = Number(envOf(container, 'TTS_MODEL_WAIT') ?? 0) * 1000;
      if (patience === 0) return; // it tries for ever
      const left = runtime.servesSince + patience - loop.now;
      if (left > 0) return getReady(live, runtime, left);
      const reason = content === undefined ? 'ModelNotPublished' : 'FileMismatch';
      const error = { reason, message: 'model files are missing or altered; the server exits' } as const;
      restartMain(live, runtime, 1, 'Error', terminationMessage(error as ModelStoreError));
    });
  }

  function restartMain(pod: Pod, runtime: Runtime, exitCode: number, reason: string, message: string): void {
    const { main } = runtime;
    const containerID = `containerd://${++containers}`;
    const terminated = { exitCode, reason, message, finishedAt: server.now(), containerID };
    main.ready = false;
    main.restartCount = (main.restartCount ?? 0) + 1;
    main.lastState = { terminated };
    main.state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } };
    const turn = ++runtime.turn;
    report(pod, { phase: 'Running' }, runtime);
    const wait = Math.min(300_000, 10_000 * 2 ** Math.min(5, main.restartCount - 1));
    later(pod, runtime, turn, wait, (live) => serve(live, runtime));
  }

  function refuseImage(pod: Pod, runtime: Runtime, status: ContainerStatus): void {
    status.state = { waiting: { reason: 'ImagePullBackOff', message: 'Back-off pulling image: not found' } };
    report(pod, { phase: 'Pending' }, runtime);
  }

  /** Goes on with a pod after a time, unless it has ended, or its node is down (then when it is back). */
  function later(pod: Pod, runtime: Runtime, turn: number, ms: number, act: (live: Pod) => void): void {
    loop.after(ms, () => {
      if (runtime.turn !== turn || runtime.ending) return;
      const live = server.get<Pod>('Pod', pod.metadata.namespace ?? '', pod.metadata.name);
      if (!live || live.metadata.uid !== runtime.uid) return;
      if (!site.nodes.find(({ name }) => name === runtime.node)?.up) return later(pod, runtime, turn, 5_000, act);
      act(live);
    });
  }

  function filesOf(pod: Pod): KubeObject | undefined {
    const name = pod.spec.volumes?.find((one) => one.name === 'files')?.configMap?.name;
    return name === undefined ? undefined : server.get('ConfigMap', pod.metadata.namespace ?? '', name);
  }

  function others({ spec }: Pod, phase: string): ContainerStatus[] {
    const state =
      phase === 'Running' ? { running: { startedAt: server.now() } } : { waiting: { reason: 'PodInitializing' } };
    return spec.containers.slice(1).map(({ name }) => ({ name, ready: phase === 'Running', state }));
  }

  function report(pod: Pod, told: { phase: string; reason?: string; message?: string }, runtime?: Runtime): void {
    const ready = runtime?.main.ready === true;
    const copy = (status: ContainerStatus): ContainerStatus => ({ ...status });
    server.update('Pod', pod, 'kubelet', (object) => ({
      ...object,
      status: {
        ...told,
        conditions: [
          { type: 'PodScheduled', status: 'True' },
          { type: 'Ready', status: ready ? 'True' : 'False' },
        ],
        ...(runtime?.init ? { initContainerStatuses: [copy(runtime.init)] } : {}),
        ...(runtime ? { containerStatuses: [copy(runtime.main), ...others(pod, told.phase)] } : {}),
      },
    }));
  }
}
