import { setTimeout as sleep } from 'node:timers/promises';
import { KINDS, pathOf } from '../operator/cluster/kinds.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { LABEL } from '../operator/objects/metadata.ts';
import { CONTAINER, childName } from '../operator/api/names.ts';
import { advice, parseReport } from '../operator/model-store/report.ts';
import type { ResultLine } from '../operator/model-store/report.ts';
import { podStatus, templateLabel, workloadStatus } from '../operator/controller/workloads.ts';
import { podProblem } from '../operator/status/pod-problems.ts';
import type { Connection } from './connection.ts';
import { list, read } from './connection.ts';
import { EXIT, Failure } from './failure.ts';
import type { Service } from './inventory.ts';

interface Container {
  name: string;
  args?: string[];
  volumeMounts?: { name: string }[];
  [field: string]: unknown;
}
interface PodSpec {
  initContainers?: Container[];
  volumes?: { name: string }[];
  [field: string]: unknown;
}

/**
 * A Job that does what the init container of the serving pods does: reads every file of the model and compares its sha256. It mounts
 * the volume read-only, on the same node where only one node can: the label of the volume keeps it with the servers, or, where none
 * runs, with itself. None of the service's labels are on it, so no traffic reaches it.
 */
export function verifyJob(service: Service, deployment: KubeObject, id: string): KubeObject {
  const { template } = deployment.spec as { template: { spec: PodSpec } };
  const { initContainers = [], volumes = [], ...pod } = template.spec;
  const check = initContainers.find(({ name }) => name === CONTAINER.check);
  if (!check)
    throw new Failure(
      EXIT.failed,
      `Deployment ${deployment.metadata.name} has no init container that verifies its model.`,
    );
  const mounted = new Set((check.volumeMounts ?? []).map(({ name }) => name));
  const labels = { 'app.kubernetes.io/name': 'tts-verify', 'app.kubernetes.io/managed-by': 'kubectl-tts' };
  const { namespace = '', name } = service.metadata;
  const volume = templateLabel(deployment, LABEL.volume);
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: { name: childName(name, `-verify-${id}`), namespace, labels },
    spec: {
      backoffLimit: 0,
      ttlSecondsAfterFinished: 600,
      template: {
        metadata: { labels: { ...labels, ...(volume === undefined ? {} : { [LABEL.volume]: volume }) } },
        spec: {
          ...pod,
          restartPolicy: 'Never',
          terminationGracePeriodSeconds: 5,
          topologySpreadConstraints: [],
          containers: [{ ...check, args: ['verify', '--full'] }],
          volumes: volumes.filter((one) => mounted.has(one.name)),
        },
      },
    },
  };
}

/** Has every file of the service's model read and compared; the line that tells the result, or a Failure that does. */
export async function verify(
  at: Connection,
  service: Service,
  timeoutSeconds: number,
  note: (line: string) => void,
): Promise<string> {
  const { namespace = at.namespace, name } = service.metadata;
  if (service.spec.storage.mode === 'PerPod')
    throw new Failure(
      EXIT.usage,
      `${name} has no volume (storage.mode PerPod). Each pod verifies its own copy before it serves.`,
    );
  const deployment = await read(at, pathOf(KINDS.Deployment, namespace, name));
  if (!deployment)
    throw new Failure(
      EXIT.failed,
      `${name} has no Deployment yet, because its model has never been verified (kubectl tts status ${name}).`,
    );
  const job = verifyJob(service, deployment, Date.now().toString(36));
  const made = await at.api.json<KubeObject>('POST', pathOf(KINDS.Job, namespace), { body: job });
  note(`reading every file of ${service.status?.volume ?? 'the model'} (Job ${made.metadata.name})`);
  try {
    return told(await ended(at, made, timeoutSeconds), name, namespace);
  } finally {
    const body = { kind: 'DeleteOptions', apiVersion: 'v1', propagationPolicy: 'Background' };
    await at.api.json('DELETE', pathOf(KINDS.Job, namespace, made.metadata.name), { body }).catch(() => undefined);
  }
}

async function ended(at: Connection, { metadata }: KubeObject, timeoutSeconds: number): Promise<ResultLine> {
  const { namespace = at.namespace, name } = metadata;
  const end = Date.now() + timeoutSeconds * 1000;
  let waits = '';
  while (Date.now() < end) {
    const labelSelector = `batch.kubernetes.io/job-name=${name}`;
    const [pod] = await list(at, pathOf(KINDS.Pod, namespace), { labelSelector });
    const message = pod && podStatus(pod).containerStatuses?.[0]?.state?.terminated?.message;
    for (const line of (message ?? '').trim().split('\n').reverse()) {
      const report = parseReport(line);
      if (report?.type === 'result') return report;
    }
    waits = pod ? (podProblem([pod])?.message ?? '') : await refused(at, namespace, name);
    await sleep(500);
  }
  throw new Failure(EXIT.failed, `No result within ${timeoutSeconds} s. ${waits}`.trim());
}

/** Why a Job has no pod: quota and admission tell it in an Event only. */
async function refused(at: Connection, namespace: string, job: string): Promise<string> {
  const object = await read(at, pathOf(KINDS.Job, namespace, job));
  const failed = workloadStatus(object).conditions?.find(({ type }) => type === 'Failed');
  const [event] = await list<{ message?: string }>(at, pathOf(KINDS.Event, namespace), {
    fieldSelector: `involvedObject.name=${job},type=Warning`,
  });
  return failed?.message ?? event?.message ?? '';
}

function told(report: ResultLine, name: string, namespace: string): string {
  const files = `${report.filesVerified ?? 0} of ${report.filesTotal ?? 0} files`;
  if (report.phase === 'Verified') {
    const missing = (report.filesTotal ?? 0) - (report.filesVerified ?? 0);
    const optional = missing > 0 ? `, ${missing} optional files are missing` : '';
    return `${name}: ${files} match the manifest${optional} (digest ${report.digest ?? ''})`;
  }
  const what = report.reason ? advice[report.reason] : '';
  throw new Failure(
    EXIT.failed,
    `${name}: ${report.reason ?? 'Failed'}: ${report.message ?? ''} ${what} A new pod triggers the repair: kubectl rollout restart deployment/${name} -n ${namespace}`,
  );
}
