import type { Kubectl } from './kubectl.ts';

interface Pod {
  metadata: { name: string; namespace: string; labels?: Record<string, string>; ownerReferences?: { kind: string }[] };
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
  download: () => { succeeded: boolean; result: object };
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
  kubectl: Kubectl,
  roles: Roles = { download: () => ({ succeeded: true, result: published }) },
) {
  let stopped = false;
  const report = async (pod: Pod): Promise<void> => {
    const download = pod.metadata.ownerReferences?.some(({ kind }) => kind === 'Job');
    const now = new Date().toISOString().replace(/\.\d+Z/, 'Z');
    let status: object;
    if (download && pod.status?.phase !== 'Running') {
      status = { phase: 'Running', startTime: now };
    } else if (download) {
      const { succeeded, result } = roles.download();
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
    await kubectl.run([
      'patch',
      'pod',
      name,
      '-n',
      namespace,
      '--subresource=status',
      '--type=merge',
      '-p',
      JSON.stringify({ status }),
    ]);
  };
  const loop = async (): Promise<void> => {
    while (!stopped) {
      const { items } = await kubectl
        .json<{ items: Pod[] }>(['get', 'pods', '-A', '-l', 'app.kubernetes.io/managed-by=tts-operator'])
        .catch(() => ({ items: [] }));
      const open = ({ metadata, status }: Pod): boolean =>
        (status?.phase ?? 'Pending') === 'Pending' ||
        (status?.phase === 'Running' && metadata.ownerReferences?.[0]?.kind === 'Job');
      await Promise.all(items.filter(open).map(report));
      const claims = await kubectl.json<{ items: Claim[] }>(['get', 'pvc', '-A']).catch(() => ({ items: [] }));
      for (const claim of claims.items.filter(({ status }) => status?.phase === 'Pending'))
        await kubectl.run(['apply', '-f', '-'], JSON.stringify(volumeFor(claim)));
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
