import type { Kubectl } from './kubectl.ts';

export interface Pod {
  metadata: {
    name: string;
    namespace: string;
    uid: string;
    labels?: Record<string, string>;
    deletionTimestamp?: string;
    ownerReferences?: { kind: string }[];
  };
  spec: { nodeName?: string };
  status?: { phase?: string };
}

export interface Claim {
  metadata: { name: string; namespace: string; uid: string };
  spec: { resources: { requests: object }; accessModes: string[]; storageClassName?: string };
  status?: { phase?: string };
}

export interface DownloadEnd {
  succeeded: boolean;
  result: object;
}

/** What a node would report of the pods: the control plane is real, only the node is played. */
export interface Roles {
  /** The result line of the download, and whether its pod succeeded. */
  download?: (pod: Pod) => DownloadEnd | Promise<DownloadEnd>;
  /** The container statuses of a server's pod, which is ready unless its first container is not; else it has none. */
  server?: (pod: Pod) => { name: string; ready: boolean; state: object; lastState?: object }[];
  /** Whether a claim gets a volume; else all do. */
  binds?: (claim: Claim) => boolean;
  /** The address of the servers' pods; else they have none. */
  address?: string;
  /** Only pods that the scheduler has put on a node run; else all do. */
  scheduledOnly?: boolean;
}

/** The result line of a download that went well. */
export const published = { type: 'result', phase: 'Published', filesVerified: 60, filesTotal: 60 };

/** A volume for a claim that waits for one, as a provisioner would make it. */
function volumeFor({ metadata, spec }: Claim): object {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: `pv-${metadata.uid}` },
    spec: {
      capacity: spec.resources.requests,
      accessModes: spec.accessModes,
      storageClassName: spec.storageClassName ?? '',
      persistentVolumeReclaimPolicy: 'Retain',
      hostPath: { path: `/tmp/pv-${metadata.uid}` },
      claimRef: { namespace: metadata.namespace, name: metadata.name, uid: metadata.uid },
    },
  };
}

/** Reports every pod of the namespaces as a node would, until stopped: claims get bound, downloads end, servers get ready. */
export function playKubelet(
  { api }: Kubectl,
  {
    download = () => ({ succeeded: true, result: published }),
    scheduledOnly = false,
    binds = () => true,
    address,
    server,
  }: Roles = {},
) {
  let stopped = false;
  const running = new Set<string>();
  const report = async (pod: Pod): Promise<void> => {
    const isDownload = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job');
    const time = (): string => new Date().toISOString().replace(/\.\d+Z/, 'Z');
    const now = time();
    let status: object;
    if (isDownload && pod.status?.phase !== 'Running') {
      status = { phase: 'Running', startTime: now };
    } else if (isDownload) {
      const { succeeded, result } = await download(pod);
      const terminated = {
        exitCode: succeeded ? 0 : 1,
        reason: succeeded ? 'Completed' : 'Error',
        message: JSON.stringify(result),
        startedAt: now,
        finishedAt: time(),
      };
      const container = {
        name: 'download',
        image: 'x',
        imageID: 'x',
        ready: false,
        restartCount: 0,
        state: { terminated },
      };
      status = { phase: succeeded ? 'Succeeded' : 'Failed', containerStatuses: [container] };
    } else {
      const containers = server?.(pod).map((one) => ({ image: 'x', imageID: 'x', restartCount: 0, ...one }));
      const ready = containers?.[0]?.ready === false ? 'False' : 'True';
      const conditions = ['Ready', 'ContainersReady', 'PodScheduled', 'Initialized'].map((type) => ({
        type,
        status: type.endsWith('Ready') ? ready : 'True',
        lastTransitionTime: now,
      }));
      const containerStatuses = containers ? { containerStatuses: containers } : {};
      const podIP = address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] };
      status = { phase: 'Running', startTime: now, conditions, ...podIP, ...containerStatuses };
    }
    const { name, namespace } = pod.metadata;
    await api.json('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, {
      body: { status },
      contentType: 'application/merge-patch+json',
    });
  };
  /** A download takes its time; other pods do not wait for it. */
  const background = (pod: Pod): void => {
    running.add(pod.metadata.uid);
    void report(pod)
      .catch(() => undefined)
      .finally(() => running.delete(pod.metadata.uid));
  };
  const look = async (): Promise<void> => {
    const labelSelector = 'app.kubernetes.io/managed-by=tts-operator';
    const pods = await api.json<{ items: Pod[] }>('GET', '/api/v1/pods', { query: { labelSelector } });
    // A pod on a node is gone when its kubelet says so.
    const ending = pods.items.filter(({ metadata, spec }) => metadata.deletionTimestamp && spec.nodeName !== undefined);
    await Promise.allSettled(
      ending.map(({ metadata: { namespace, name } }) =>
        api.json('DELETE', `/api/v1/namespaces/${namespace}/pods/${name}`, { query: { gracePeriodSeconds: 0 } }),
      ),
    );
    const open = ({ metadata, spec, status }: Pod): boolean =>
      (!scheduledOnly || spec.nodeName !== undefined) &&
      ((status?.phase ?? 'Pending') === 'Pending' ||
        (status?.phase === 'Running' && metadata.ownerReferences?.[0]?.kind === 'Job'));
    const due = pods.items.filter((pod) => open(pod) && !running.has(pod.metadata.uid));
    for (const pod of due) if (pod.status?.phase === 'Running') background(pod);
    await Promise.allSettled(due.filter((pod) => pod.status?.phase !== 'Running').map(report));
    const claims = await api.json<{ items: Claim[] }>('GET', '/api/v1/persistentvolumeclaims');
    const waiting = claims.items.filter((claim) => claim.status?.phase === 'Pending' && binds(claim));
    await Promise.allSettled(
      waiting.map((claim) => api.json('POST', '/api/v1/persistentvolumes', { body: volumeFor(claim) })),
    );
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      await look().catch(() => undefined); // the API server is away in some tests
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const done = loop();
  return {
    async stop(): Promise<void> {
      stopped = true;
      await done;
    },
  };
}
