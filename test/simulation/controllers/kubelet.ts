import { isDeepStrictEqual } from 'node:util';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Container, ContainerStatus, Pod } from '../objects.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';
import { containers } from './containers.ts';
import { mountLexicons, mounted } from './mounts.ts';
import { report } from './runtime.ts';
import type { Runtime } from './runtime.ts';

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
  const inPods = containers(site, () => self.wakeAll());
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
          before?.spec.nodeName === undefined ||
          before.metadata.deletionTimestamp !== pod.metadata.deletionTimestamp ||
          !isDeepStrictEqual(before.metadata.annotations, pod.metadata.annotations);
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
      if (running.has(key)) mountLexicons(site, pod);
      else start(pod, key);
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
            inPods.check(live, runtime, runtime.init ? undefined : live.spec.containers[0]);
          else if (runtime.main.state?.running && !runtime.main.ready && runtime.init) inPods.getReady(live, runtime);
        });
      }
    },
    crash(pod, reason) {
      const runtime = running.get(keyOf(pod));
      if (runtime) inPods.kill(pod, runtime, reason);
    },
    retell(node) {
      for (const [key, runtime] of running) {
        const pod = server.get<Pod>('Pod', ...split(key));
        if (pod && runtime.node === node && pod.metadata.uid === runtime.uid && !pod.metadata.deletionTimestamp)
          report(site, pod, { phase: pod.status?.phase ?? 'Pending' }, runtime);
      }
    },
    evict(pod) {
      const key = keyOf(pod);
      const runtime = running.get(key);
      if (runtime) forget(key, runtime);
      report(site, pod, {
        phase: 'Failed',
        reason: 'Evicted',
        message: 'The node was low on resource: ephemeral-storage.',
      });
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
    const disk = mounted(site, pod, node, images);
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
      ...{ uid, node, disk, turn: 0, ending: false, waitsSince: undefined, noGpuTold: false, servesSince: 0 },
      init: init ? fresh(init) : undefined,
      main: fresh(main),
    };
    running.set(key, runtime);
    if (init) return inPods.check(pod, runtime);
    if (pod.spec.restartPolicy === 'Never') return inPods.check(pod, runtime, main);
    Object.assign(runtime.main, { ready: true, state: { running: { startedAt: server.now() } } }); // a person's own: it runs
    report(site, pod, { phase: 'Running' }, runtime);
  }
}
