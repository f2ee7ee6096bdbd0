import { isDeepStrictEqual } from 'node:util';
import type { Condition } from '../../operator/api/status.ts';
import type { Spec } from '../../operator/api/ttsservice.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import type { Pod } from './objects.ts';
import type { World } from './world.ts';

/** What of the lexicons of a service at rest is not as it should be: in its ConfigMap, in its pods, in its condition. */
export function lexiconUntruths(world: World, service: KubeObject, ready: Pod[]): string[] {
  const { namespace = '', name, uid } = service.metadata;
  const { lexicons = [] } = (service['spec'] as Spec).server;
  if (lexicons.length === 0) return [];
  const map = world.server.get('ConfigMap', namespace, `${name}-lexicons`);
  if (!map?.metadata.ownerReferences?.some((owner) => owner.uid === uid)) return [`its lexicons are not delivered`];
  const data = map['data'] as Record<string, string>;
  const out: string[] = [];
  let sound = true;
  for (const lexicon of lexicons) {
    const spec = world.server.get('TTSLexicon', namespace, lexicon)?.['spec'];
    const [entry] = (spec as { entries: { say?: string }[] } | undefined)?.entries ?? [];
    const held = data[`${lexicon}.json`];
    if (entry?.say === undefined) sound = false;
    if (!entry && held !== undefined) out.push(`lexicon ${lexicon} is gone and still delivered`);
    if (entry?.say !== undefined && !held?.includes(`"${entry.say}"`))
      out.push(`lexicon ${lexicon} says ${entry.say}, and delivered is ${held}`);
    if (entry && entry.say === undefined && held !== undefined && !held.includes('"at '))
      out.push(`lexicon ${lexicon} is invalid, and delivered is ${held}`);
  }
  const { conditions = [] } = (service['status'] ?? {}) as { conditions?: Condition[] };
  const told = conditions.find(({ type }) => type === 'LexiconsReady')?.status;
  if (told !== (sound ? 'True' : 'False'))
    out.push(`LexiconsReady is ${told}, and they are ${sound ? '' : 'not '}valid`);
  for (const pod of ready) {
    const mounts = pod.spec.volumes?.some((one) => one.name === 'lexicons');
    if (mounts && !isDeepStrictEqual(world.lexicons.get(pod.metadata.uid ?? ''), data))
      out.push(`pod ${pod.metadata.name} has other lexicons than its ConfigMap`);
  }
  return out;
}

/** A ConfigMap without what was kept of lexicons that are invalid now: another world has nothing to keep. */
export function withoutKept(world: World, object: KubeObject): KubeObject {
  if (object.kind !== 'ConfigMap' || !object.metadata.name.endsWith('-lexicons')) return object;
  const isValid = (key: string): boolean => {
    const name = key.replace(/\.json$/, '');
    const spec = world.server.get('TTSLexicon', object.metadata.namespace ?? '', name)?.['spec'];
    return name === key || !(spec as { entries: { ipa?: string }[] } | undefined)?.entries.some(({ ipa }) => ipa);
  };
  const data = Object.entries((object['data'] ?? {}) as Record<string, string>).filter(([key]) => isValid(key));
  // The stamp is of the whole.
  const { annotations: _, ...metadata } = object.metadata;
  return { ...object, metadata, data: Object.fromEntries(data) };
}
