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
export function lexiconNames({ lexicons = [], lexiconsOnRequest = [] }: TTSService['spec']['server']): string[] {
  return [...new Set([...lexicons, ...lexiconsOnRequest])];
}

/** The ConfigMap with the lexicons of a service, which its servers mount. */
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

/** Where servers find their lexicons; undefined without any. */
export function lexiconFolder(server: TTSService['spec']['server']): string | undefined {
  return lexiconNames(server).length === 0 ? undefined : mountPath;
}

/** The volume of a pod with lexicons; none without any. */
export function lexiconVolumes({ metadata, spec }: TTSService) {
  if (lexiconFolder(spec.server) === undefined) return [];
  return [{ name: 'lexicons', configMap: { name: lexiconsName(metadata.name) } }];
}

/** Where a server mounts that volume. */
export function lexiconMounts(server: TTSService['spec']['server']) {
  return lexiconFolder(server) === undefined ? [] : [{ name: 'lexicons', mountPath, readOnly: true }];
}
