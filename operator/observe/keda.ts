import type { Problem } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import { KINDS } from '../cluster/kinds.ts';
import type { OperatorConfig } from '../config.ts';
import { maySleep } from '../objects/deployment.ts';
import type { Caches } from '../watch/caches.ts';
import { isLed } from '../watch/triggers.ts';
import type { Observed } from './observed.ts';

/** The parts of KEDA by the kind that each brings, with the oldest release that has what is used of it. */
const PARTS = {
  ScaledObject: 'KEDA 2.14 or later',
  InterceptorRoute: 'its HTTP add-on 0.15 or later',
} as const;

/** What of KEDA the operator can use in a service's namespace. */
export function kedaOf(
  { metadata: { namespace } }: TTSService,
  caches: Caches,
  { keda }: Pick<OperatorConfig, 'keda'>,
): Observed['keda'] {
  if (!keda.interceptor)
    return { problem: { reason: 'KedaNotFound', message: `KEDA_INTERCEPTOR of the operator is empty. ${KEPT}` } };
  for (const kind of ['ScaledObject', 'InterceptorRoute', 'EndpointSlice'] as const) {
    const absence = caches.absence(kind, namespace);
    if (absence === 'absent' && kind !== 'EndpointSlice') return { problem: missing(kind) };
    if (absence === 'forbidden') return { problem: forbidden(KINDS[kind].plural, kind, namespace) };
  }
  const { namespace: where, name } = keda.interceptor;
  if (caches.keda?.interceptorAbsence === 'forbidden')
    return { problem: forbidden('endpointslices', 'EndpointSlice', where) };
  const interceptor = [...(caches.keda?.interceptor.values() ?? [])];
  if (interceptor.length > 0) return { interceptor };
  const message = `KEDA and its HTTP add-on are there, but no interceptor at Service ${name} in namespace ${where}. Set KEDA_INTERCEPTOR of the operator to where it is. ${KEPT}`;
  return { problem: { reason: 'InterceptorNotFound', message } };
}

/**
 * Whether what there is of KEDA is not known yet, and matters: whoever took it for absent would wake what sleeps, and would lead
 * clients away from the interceptor before there is a pod.
 */
export function isKedaPending(service: TTSService, caches: Caches): boolean {
  const { keda } = caches;
  if (keda === undefined || keda.known) return false;
  return maySleep(service) || isLed(service, caches);
}

const KEPT = 'Until then, the service keeps one pod.';

function missing(kind: keyof typeof PARTS): Problem {
  const { apiVersion } = KINDS[kind];
  return {
    reason: 'KedaNotFound',
    message: `spec.scaling.minReplicas 0 needs KEDA and its HTTP add-on. The cluster has no ${kind} (${apiVersion}): install ${PARTS[kind]}. ${KEPT}`,
  };
}

function forbidden(
  plural: string,
  kind: 'ScaledObject' | 'InterceptorRoute' | 'EndpointSlice',
  where: string,
): Problem {
  const group = KINDS[kind].apiVersion.split('/')[0] ?? '';
  const message = `The operator may not list ${plural}.${group} in namespace ${where}. Apply the role of this release. ${KEPT}`;
  return { reason: 'Forbidden', message };
}
