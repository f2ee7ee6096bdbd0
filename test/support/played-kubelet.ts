import type { Kubectl } from './kubectl.ts';

interface Pod {
  metadata: { name: string; namespace: string; labels?: Record<string, string>; ownerReferences?: { kind: string }[] };
  spec: { nodeName?: string };
  status?: { phase?: string };
}

interface Claim {
  metadata: { name: string; namespace: string; uid: string };
  spec: { resources: { requests: object }; accessModes: string[]; storageClassName?: string };
  status?: { phase?: string };
}

/** What a node would report of the pods: the control plane is real, only the node is played. */
export interface Roles {
  /** The result line of the download, and whether its pod succeeded. */
  download?: () => { succeeded: boolean; result: object };
  /** Only pods that the scheduler has put on a node run; else all do. */
  scheduledOnly?: boolean;
}

const published = { type: 'result', phase: 'Published', filesVerified: 60, filesTotal: 60 };

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
  { download = () => ({ succeeded: true, result: published }), scheduledOnly = false }: Roles = {},
) {
  let stopped = false;
  const report = async (pod: Pod): Promise<void> => {
    const isDownload = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job');
    const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');
    let status: object;
    if (isDownload && pod.status?.phase !== 'Running') {
      status = { phase: 'Running', startTime: now };
    } else if (isDownload) {
      const { succeeded, result } = download();
      const terminated = {
        exitCode: succeeded ? 0 : 1,
        reason: succeeded ? 'Completed' : 'Error',
        message: JSON.stringify(result),
        startedAt: now,
        finishedAt: now,
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
      const conditions = ['Ready', 'ContainersReady', 'PodScheduled', 'Initialized'].map((type) => ({
        type,
        status: 'True',
        lastTransitionTime: now,
      }));
      status = { phase: 'Running', startTime: now, conditions };
    }
    const { name, namespace } = pod.metadata;
    await api.json('PATCH', `/api/v1/namespaces/${namespace}/pods/${name}/status`, {
      body: { status },
      contentType: 'application/merge-patch+json',
    });
  };
  const look = async (): Promise<void> => {
    const labelSelector = 'app.kubernetes.io/managed-by=tts-operator';
    const pods = await api.json<{ items: Pod[] }>('GET', '/api/v1/pods', { query: { labelSelector } });
    const open = ({ metadata, spec, status }: Pod): boolean =>
      (!scheduledOnly || spec.nodeName !== undefined) &&
      ((status?.phase ?? 'Pending') === 'Pending' ||
        (status?.phase === 'Running' && metadata.ownerReferences?.[0]?.kind === 'Job'));
    await Promise.allSettled(pods.items.filter(open).map(report));
    const claims = await api.json<{ items: Claim[] }>('GET', '/api/v1/persistentvolumeclaims');
    const waiting = claims.items.filter(({ status }) => status?.phase === 'Pending');
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
