import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Pod, PodTemplate } from '../objects.ts';
import type { Site } from '../site.ts';

/** Makes a pod of a template, owned by what makes it; its name is drawn until it is free, as the API server does. */
export function makePod({ server, random }: Site, template: PodTemplate, owner: KubeObject, user: string): KubeObject {
  const { namespace = '', name } = owner.metadata;
  const drawn = (): string => `${name}-${random('names').below(1_000_000)}`;
  let free = drawn();
  while (server.get('Pod', namespace, free)) free = drawn();
  return server.create(podFrom(template, owner, free), user);
}

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
