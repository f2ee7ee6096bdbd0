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
      conditions: [
        { type: 'PodScheduled', status: 'True' },
        { type: 'Ready', status: ready ? 'True' : 'False' },
      ],
      ...(runtime?.init ? { initContainerStatuses: [copy(runtime.init)] } : {}),
      ...(runtime ? { containerStatuses: [copy(runtime.main), ...others(pod, told.phase, server.now())] } : {}),
    },
  }));
}

/** Containers beside the first, which run with it. */
function others({ spec }: Pod, phase: string, now: string): ContainerStatus[] {
  const state = phase === 'Running' ? { running: { startedAt: now } } : { waiting: { reason: 'PodInitializing' } };
  return spec.containers.slice(1).map(({ name }) => ({ name, ready: phase === 'Running', state }));
}
