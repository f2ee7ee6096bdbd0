import type { V1ConfigMap } from '@kubernetes/client-node';
import { lexiconsName } from '../api/names.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import { ownerOf, serviceLabels } from './metadata.ts';

/** The key of the ConfigMap that lists the lexicons for every request (docs/architecture.md, the contract). */
export const DEFAULTS = 'defaults';

/** The key of a lexicon in the ConfigMap. */
export function lexiconFile(name: string): string {
  return `${name}.json`;
}

/** The lexicons that a spec names, each once, the most important first. */
export function lexiconNames({ spec }: Pick<TTSService, 'spec'>): string[] {
  return [...new Set([...(spec.server.lexicons ?? []), ...(spec.server.lexiconsOnRequest ?? [])])];
}

/** The ConfigMap that servers mount at `mountPath`: their lexicons. */
export function lexiconMap(service: TTSService, data: Record<string, string>): KubeObject {
  return {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: lexiconsName(service.metadata.name),
      namespace: service.metadata.namespace,
      labels: serviceLabels(service),
      ownerReferences: [ownerOf(service)],
    },
    data,
  } satisfies V1ConfigMap;
}

const mountPath = '/etc/tts/lexicons';

/** What the pods of a service need for its lexicons; undefined without any. */
export function lexiconMount(service: TTSService) {
  if (lexiconNames(service).length === 0) return undefined;
  return {
    folder: mountPath,
    volume: { name: 'lexicons', configMap: { name: lexiconsName(service.metadata.name) } },
    mount: { name: 'lexicons', mountPath, readOnly: true },
  };
}
