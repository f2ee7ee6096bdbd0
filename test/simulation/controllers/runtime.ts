import { createHash } from 'node:crypto';
import { CONTAINER } from '../../../operator/api/names.ts';
import type { ContainerStatus, Pod } from '../objects.ts';
import type { Disk, Site } from '../site.ts';

/** What a node does with one pod. */
export interface Runtime {
  uid: string;
  node: string;
  disk: Disk | undefined;
  /** Counts the starts, so that what was planned for a former one does nothing. */
  turn: number;
  init: ContainerStatus | undefined;
  main: ContainerStatus;
  waitsSince: number | undefined;
  /** Whether its server has told, by its last end, that it cannot use its GPU. */
  noGpuTold: boolean;
  /** When the server started last. */
  servesSince: number;
  ending: boolean;
}

/** Tells the status of a pod. */
export function report(
  { server }: Site,
  pod: Pod,
  told: { phase: string; reason?: string; message?: string },
  runtime?: Runtime,
): void {
  const ready = runtime?.main.ready === true;
  const copy = (status: ContainerStatus): ContainerStatus => ({ ...status });
  server.update('Pod', pod, 'kubelet', (object) => ({
    ...object,
    status: {
      ...told,
      ...(ready ? { podIP: '10.0.0.1' } : {}),
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: ready ? 'True' : 'False' },
      ],
      ...(runtime?.init ? { initContainerStatuses: [copy(runtime.init), ...prepared(pod, runtime.init)] } : {}),
      ...(runtime ? { containerStatuses: [copy(runtime.main), ...others(pod, told.phase, server.now())] } : {}),
    },
  }));
}

/** The step after the check, which tells what it has prepared: the same on all nodes but for the image. */
function prepared({ spec }: Pod, { state }: ContainerStatus): ContainerStatus[] {
  const step = spec.initContainers?.find(({ name }) => name === CONTAINER.prepare);
  if (!step) return [];
  const { name, image } = step;
  if (state?.terminated?.exitCode !== 0)
    return [{ name, ready: false, state: { waiting: { reason: 'PodInitializing' } } }];
  const digest = createHash('sha256').update(image).digest('hex');
  const result = { type: 'result', phase: 'Prepared', name: `${digest}-9-x64`, seal: digest, image };
  return [{ name, ready: true, state: { terminated: { ...state.terminated, message: JSON.stringify(result) } } }];
}

/** Containers beside the first, which run with it. */
function others({ spec }: Pod, phase: string, now: string): ContainerStatus[] {
  const state = phase === 'Running' ? { running: { startedAt: now } } : { waiting: { reason: 'PodInitializing' } };
  return spec.containers.slice(1).map(({ name }) => ({ name, ready: phase === 'Running', state }));
}
