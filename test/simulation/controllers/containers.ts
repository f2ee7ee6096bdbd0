import type { ModelStoreError } from '../../../runtime/model/store.ts';
import { gpuMessage, terminationMessage } from '../../../runtime/process/termination-message.ts';
import type { Container, ContainerStatus, Pod } from '../objects.ts';
import { envOf } from '../objects.ts';
import { hash } from '../random.ts';
import type { Site } from '../site.ts';
import { filesOf } from './mounts.ts';
import { report } from './runtime.ts';
import type { Runtime } from './runtime.ts';
import { hostsOf, patienceOf, runStore } from './store.ts';

type Terminated = NonNullable<NonNullable<ContainerStatus['state']>['terminated']>;

/** Why a kubelet does not start a container (pkg/kubelet/images/types.go, pkg/kubelet/kuberuntime/kuberuntime_container.go). */
const REFUSED = [
  ...['ImagePullBackOff', 'ErrImagePull', 'InvalidImageName', 'ErrImageNeverPull'],
  ...['CreateContainerConfigError', 'CreateContainerError'],
];

export interface Containers {
  /** Runs the model store's container: before the servers, or as all there is of a Job's pod (`job`). */
  check(pod: Pod, runtime: Runtime, job?: Container): void;
  /** Looks whether a server that loads its model can be ready. */
  getReady(pod: Pod, runtime: Runtime): void;
  /** Ends the main container, which is started again unless it is a Job's. */
  kill(pod: Pod, runtime: Runtime, reason: string): void;
}

/** What runs in pods: checks, downloads and servers, how they end, and when they start again. */
export function containers(site: Site, wakeAll: () => void): Containers {
  const { server, loop } = site;
  let count = 0;
  return { check, getReady, kill };

  function kill(pod: Pod, runtime: Runtime, reason: string): void {
    if (!runtime.main.state?.running || runtime.ending) return;
    if (pod.spec.restartPolicy !== 'Never') return restartMain(pod, runtime, 137, reason, '');
    const containerID = `containerd://${++count}`;
    endMain(pod, runtime, { exitCode: 137, reason, finishedAt: server.now(), containerID });
  }

  function check(pod: Pod, runtime: Runtime, job?: Container): void {
    const container = job ?? pod.spec.initContainers?.[0];
    const status = job ? runtime.main : runtime.init;
    if (!container || !status) return;
    if (container.image.includes('bad')) return refuseImage(pod, runtime, status);
    const turn = ++runtime.turn;
    const startedAt = server.now();
    const files = filesOf(site, pod);
    const secret = pod.spec.volumes?.find(({ name }) => name === 'credentials')?.secret?.secretName;
    if (secret !== undefined) site.probe.asks(pod, secret, hostsOf(container, files));
    const waited = runtime.waitsSince === undefined ? 0 : loop.now - runtime.waitsSince;
    const run = runStore(site, container, runtime.disk, files, waited);
    if (runtime.waitsSince === undefined) {
      status.state = { running: { startedAt } };
      report(site, pod, job ? { phase: 'Running' } : { phase: 'Pending' }, runtime);
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
        wakeAll();
      }
      const failed = run.result.phase === 'Failed';
      const terminated = {
        ...{ exitCode: failed ? 1 : 0, reason: failed ? 'Error' : 'Completed' },
        ...{ message: `${JSON.stringify(run.result)}\n`, startedAt, finishedAt: server.now() },
        containerID: `containerd://${++count}`,
      };
      if (job) return endMain(live, runtime, terminated);
      status.state = { terminated };
      if (!failed) return serve(live, runtime);
      status.lastState = { terminated };
      status.restartCount = (status.restartCount ?? 0) + 1;
      status.state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } };
      report(site, live, { phase: 'Pending' }, runtime);
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
    report(site, pod, { phase: pod.spec.containers.length > 1 ? 'Running' : last }, runtime); // others run on
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
    report(site, pod, { phase: 'Running' }, runtime);
    getReady(pod, runtime);
  }

  /** Has a server that loads its model become ready, or end when the files have not been whole for too long (runtime/serve.ts). */
  function getReady(pod: Pod, runtime: Runtime, ms = 1_000 + site.random('ready').below(3_000)): void {
    const turn = ++runtime.turn;
    const [container] = pod.spec.containers;
    later(pod, runtime, turn, ms, (live) => {
      const content = runtime.disk?.models.get(envOf(container, 'TTS_MODEL_DIGEST') ?? '');
      if (content === 'whole' && lacksGpu(container)) return withoutGpu(live, runtime);
      if (content === 'whole') {
        runtime.main.ready = true;
        report(site, live, { phase: 'Running' }, runtime);
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

  function lacksGpu(container: Container | undefined): boolean {
    return site.gpus !== 'work' && envOf(container, 'TTS_GPU_REPORT') === 'true';
  }

  /** A server that cannot use its GPU ends once to say so. Its next run waits for the GPU, or serves without it (decision 50). */
  function withoutGpu(pod: Pod, runtime: Runtime): void {
    if (!runtime.noGpuTold) {
      const reason = site.gpus === 'fallback' ? 'GpuFallback' : 'GpuUnusable';
      restartMain(pod, runtime, 1, 'Error', gpuMessage(reason, 'libcuda.so.1: cannot open shared object file'));
      runtime.noGpuTold = true;
      return;
    }
    if (site.gpus !== 'fallback') return;
    runtime.main.ready = true;
    report(site, pod, { phase: 'Running' }, runtime);
  }

  function restartMain(pod: Pod, runtime: Runtime, exitCode: number, reason: string, message: string): void {
    const { main } = runtime;
    const containerID = `containerd://${++count}`;
    const terminated = { exitCode, reason, message, finishedAt: server.now(), containerID };
    main.ready = false;
    runtime.noGpuTold = false;
    main.restartCount = (main.restartCount ?? 0) + 1;
    main.lastState = { terminated };
    main.state = { waiting: { reason: 'CrashLoopBackOff', message: 'back-off restarting failed container' } };
    const turn = ++runtime.turn;
    report(site, pod, { phase: 'Running' }, runtime);
    const wait = Math.min(300_000, 10_000 * 2 ** Math.min(5, main.restartCount - 1));
    later(pod, runtime, turn, wait, (live) => serve(live, runtime));
  }

  function refuseImage(pod: Pod, runtime: Runtime, status: ContainerStatus): void {
    const reason = REFUSED[hash(pod.metadata.name) % REFUSED.length]!;
    status.state = { waiting: { reason, ...(reason === 'ErrImageNeverPull' ? {} : { message: 'not found' }) } };
    report(site, pod, { phase: 'Pending' }, runtime);
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
}
