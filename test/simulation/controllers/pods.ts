import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Pod, PodTemplate } from '../objects.ts';

/** A pod of a template, owned by what makes it. */
export function podFrom({ metadata = {}, spec }: PodTemplate, owner: KubeObject, name: string): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: owner.metadata.namespace ?? '',
      ...(metadata.labels ? { labels: metadata.labels } : {}),
      ...(metadata.annotations ? { annotations: metadata.annotations } : {}),
      ownerReferences: [
        {
          apiVersion: owner.apiVersion,
          kind: owner.kind,
          name: owner.metadata.name,
          uid: owner.metadata.uid ?? '',
          controller: true,
          blockOwnerDeletion: true,
        },
      ],
    },
    spec,
    status: { phase: 'Pending' },
  };
}
