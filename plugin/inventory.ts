import { API_VERSION, PLURAL } from '../operator/api/fields.ts';
import type { Spec } from '../operator/api/ttsservice.ts';
import type { Status } from '../operator/api/status.ts';
import { KINDS, pathOf } from '../operator/cluster/kinds.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { LABEL } from '../operator/objects/metadata.ts';
import { endpointName } from '../operator/api/names.ts';
import type { Connection } from './connection.ts';
import { list, read } from './connection.ts';
import { EXIT, Failure } from './failure.ts';

/** A TTSService as the API server gives it, defaults filled in. */
export interface Service extends KubeObject {
  spec: Spec;
  status?: Status;
}

/** A TTSService and all that belongs to it. */
export interface Inventory {
  service: Service;
  claim: KubeObject | undefined;
  jobs: KubeObject[];
  jobPods: KubeObject[];
  deployment: KubeObject | undefined;
  pods: KubeObject[];
  endpoint: KubeObject | undefined;
  autoscaler: KubeObject | undefined;
}

const collection = (namespace?: string): string =>
  pathOf({ apiVersion: API_VERSION, kind: 'TTSService', plural: PLURAL }, namespace);

/** The TTSServices of a namespace, or of all. */
export async function services(at: Connection, everywhere: boolean): Promise<Service[]> {
  const answer = await read<{ items: Service[] }>(at, collection(everywhere ? undefined : at.namespace));
  if (!answer)
    throw new Failure(
      EXIT.failed,
      'The cluster has no CRD of TTSService: install the operator (docs/guides/install.md).',
    );
  return answer.items;
}

/** The TTSService of this name, or the only one of the namespace. */
export async function oneService(at: Connection, name: string | undefined): Promise<Service> {
  if (name !== undefined) {
    const service = await read<Service>(at, `${collection(at.namespace)}/${name}`);
    if (service) return service;
  }
  const all = await services(at, false);
  const [only] = all;
  if (name === undefined && only && all.length === 1) return only;
  const names = all.map(({ metadata }) => metadata.name).join(', ');
  if (name !== undefined)
    throw new Failure(
      EXIT.failed,
      `Namespace ${at.namespace} has no TTSService ${name} (existing: ${names || 'none'}).`,
    );
  throw only
    ? new Failure(EXIT.usage, `Namespace ${at.namespace} has several TTSServices. Name one: ${names}.`)
    : new Failure(EXIT.failed, `Namespace ${at.namespace} has no TTSService. Use -n for another namespace.`);
}

/** Reads what belongs to a service; what this user may not see is left out. */
export async function inventory(at: Connection, service: Service): Promise<Inventory> {
  const { name, namespace = at.namespace } = service.metadata;
  const get = (kind: keyof typeof KINDS, object: string) =>
    read(at, pathOf(KINDS[kind], namespace, object)).catch(() => undefined);
  const labelled = (kind: keyof typeof KINDS, label: string, value: string | undefined) =>
    value === undefined
      ? Promise.resolve([])
      : list(at, pathOf(KINDS[kind], namespace), { labelSelector: `${label}=${value}` });
  const claim = service.status?.volume;
  const [claimObject, deployment, pods, endpoint, autoscaler] = await Promise.all([
    claim === undefined ? undefined : get('PersistentVolumeClaim', claim),
    get('Deployment', name),
    labelled('Pod', LABEL.service, name),
    get('Service', endpointName(name)),
    get('HorizontalPodAutoscaler', name),
  ]);
  const jobs = (await list(at, pathOf(KINDS.Job, namespace), { labelSelector: LABEL.volume })).filter((job) =>
    job.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid),
  );
  const jobPods = (
    await Promise.all(jobs.map((job) => labelled('Pod', 'batch.kubernetes.io/job-name', job.metadata.name)))
  ).flat();
  return { service, claim: claimObject, jobs, jobPods, deployment, pods, endpoint, autoscaler };
}
