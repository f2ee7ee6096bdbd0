import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Deployment } from '../objects.ts';
import { hash } from '../random.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';

type Autoscaler = KubeObject & {
  spec: { minReplicas?: number; maxReplicas: number; scaleTargetRef: { name: string }; metrics?: { type: string }[] };
};

/** Sets the number of a Deployment's pods between the bounds of its HorizontalPodAutoscaler. */
export function autoscalers(site: Site): Controller {
  const { server } = site;
  return {
    name: 'autoscalers',
    wakes({ kind, new: current }) {
      return current && (kind === 'HorizontalPodAutoscaler' || kind === 'Deployment') ? [keyOf(current)] : [];
    },
    act(key) {
      const scaler = server.get<Autoscaler>('HorizontalPodAutoscaler', ...split(key));
      if (!scaler) return;
      const target = server.get<Deployment>(
        'Deployment',
        scaler.metadata.namespace ?? '',
        scaler.spec.scaleTargetRef.name,
      );
      const present = target?.spec.replicas ?? 0;
      const able = {
        type: 'AbleToScale',
        status: target ? 'True' : 'False',
        reason: target ? 'SucceededGetScale' : 'FailedGetScale',
      };
      const active = present > 0;
      const lacks = target && active ? lackOf(site, scaler, target) : undefined;
      const conditions = [
        able,
        {
          type: 'ScalingActive',
          ...(!active
            ? { status: 'False', reason: 'ScalingDisabled' }
            : lacks
              ? { status: 'False', ...lacks }
              : { status: 'True', reason: 'ValidMetricFound' }),
        },
      ];
      server.update('HorizontalPodAutoscaler', scaler, 'kube-controller-manager', (object) => ({
        ...object,
        status: { currentReplicas: present, conditions },
      }));
      if (!target || !active || lacks) return;
      const { minReplicas = 1, maxReplicas } = scaler.spec;
      const wanted = Math.min(maxReplicas, Math.max(minReplicas, site.load ?? present));
      if (wanted === present) return;
      const { namespace, name } = target.metadata;
      server.handle({
        method: 'PUT',
        path: `/apis/apps/v1/namespaces/${namespace}/deployments/${name}/scale`,
        body: { metadata: {}, spec: { replicas: wanted } },
        user: 'horizontal-pod-autoscaler',
      });
    },
  };
}

/** Why no number of pods can be worked out, as the HorizontalPodAutoscaler's controller words it. */
function lackOf(
  site: Site,
  { metadata, spec }: Autoscaler,
  target: Deployment,
): { reason: string; message: string } | undefined {
  const [container] = target.spec.template.spec.containers;
  const reason = 'FailedGetContainerResourceMetric';
  const failed = 'the HPA was unable to compute the replica count: failed to get cpu container resource metric value';
  if (container?.resources?.requests?.['cpu'] === undefined && container?.resources?.limits?.['cpu'] === undefined)
    return { reason, message: `${failed}: missing request for cpu in container ${container?.name} of Pod` };
  if (site.load !== undefined) return undefined;
  if (spec.metrics?.some(({ type }) => type === 'Pods'))
    return { reason: 'FailedGetPodsMetric', message: 'unable to get metric tts_queue_depth: no metrics returned' };
  const why = hash(metadata.name) % 2 ? 'could not find the requested resource' : 'no metrics returned';
  return { reason, message: `${failed}: ${why}` };
}
