import type { KubeObject } from '../controller/object.ts';

/** Fields of specs that nobody can change once the object is there. */
const IMMUTABLE: Record<string, string[]> = {
  PersistentVolumeClaim: ['accessModes', 'storageClassName', 'volumeMode', 'volumeName', 'selector', 'dataSource'],
  Job: ['template', 'selector', 'completions', 'completionMode'],
  Deployment: ['selector'],
};

/**
 * What is wanted of an object that is there. Where a policy has changed an immutable field as the object was made, it is taken as it
 * is: writing it would be refused for ever, and with it all else.
 */
export function settledFor(wanted: KubeObject, live: KubeObject): KubeObject {
  const [spec, present] = [wanted.spec, live.spec] as (Record<string, unknown> | undefined)[];
  if (!spec || !present) return wanted;
  const fixed = (IMMUTABLE[wanted.kind] ?? []).filter((field) => field in spec && field in present);
  if (fixed.length === 0) return wanted;
  return { ...wanted, spec: { ...spec, ...Object.fromEntries(fixed.map((field) => [field, present[field]])) } };
}
