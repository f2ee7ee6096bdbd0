import type { KubeObject } from '../../../operator/controller/object.ts';
import { keyOf } from '../../../operator/controller/object.ts';
import type { Deployment } from '../objects.ts';
import type { Controller, Site } from '../site.ts';
import { split } from '../site.ts';

type Autoscaler = KubeObject & {
  spec: { minReplicas?: number; maxReplicas: number; scaleTargetRef: { name: string } };
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
      const conditions = [
        able,
        {
          type: 'ScalingActive',
          status: active && site.load !== undefined ? 'True' : 'False',
          reason: !active ? 'ScalingDisabled' : site.load === undefined ? 'FailedGetPodsMetric' : 'ValidMetricFound',
        },
      ];
      server.update('HorizontalPodAutoscaler', scaler, 'kube-controller-manager', (object) => ({
        ...object,
        status: { currentReplicas: present, conditions },
      }));
      if (!target || !active) return;
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
