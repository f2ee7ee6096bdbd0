import { ApiError } from '../operator/cluster/api.ts';
import type { Connection } from './connection.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';
import type { Service } from './inventory.ts';

/** Whether the pods of services can be scaled as their specs say: by CPU, or down to zero and up again by requests. */
export async function scalingFindings(at: Connection, subjects: Service[]): Promise<Finding[]> {
  const scaled = subjects.filter(({ spec }) => spec.scaling.maxReplicas !== undefined && spec.scaling.replicas !== 0);
  return [...(await metrics(at, scaled.filter(usesCpu))), ...scaled.filter(maySleep).map(sleeps)];
}

const maySleep = ({ spec }: Service): boolean => spec.scaling.minReplicas === 0;

/** KEDA scales a service that may sleep by its requests, and by CPU use only where the spec says so. */
const usesCpu = (service: Service): boolean =>
  !maySleep(service) || service.spec.scaling.targetCPUUtilization !== undefined;

async function metrics(at: Connection, subjects: Service[]): Promise<Finding[]> {
  try {
    await at.api.json('GET', '/apis/metrics.k8s.io/v1beta1');
    return [ok('the metrics API works')];
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 403) throw error;
    const what = 'the metrics API does not work (install metrics-server): there is no autoscaling by CPU';
    const names = subjects.map(({ metadata }) => metadata.name);
    return [names.length > 0 ? fail(`${names.join(', ')}: ${what}`) : warn(what)];
  }
}

/** Such a service may be Ready and yet keep a pod for ever: only its condition Autoscaling tells. */
function sleeps({ metadata: { name }, spec, status }: Service): Finding {
  const scaling = status?.conditions?.find(({ type }) => type === 'Autoscaling');
  if (spec.suspend || scaling?.status === 'True') return ok(`${name} may sleep (spec.scaling.minReplicas 0)`);
  return warn(
    `${name} cannot sleep: ${scaling ? `${scaling.reason}: ${scaling.message}` : 'no condition Autoscaling'}`,
  );
}
