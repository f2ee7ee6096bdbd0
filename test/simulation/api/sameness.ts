import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Manager } from './patch.ts';

/** Whether two objects say the same: a write that changes nothing makes no version. */
export function same(a: KubeObject, b: KubeObject): boolean {
  const [{ resourceVersion: _a, generation: _b, ...x }, { resourceVersion: _c, generation: _d, ...y }] = [
    a.metadata,
    b.metadata,
  ];
  return isDeepStrictEqual({ ...a, metadata: x }, { ...b, metadata: y });
}

export function sameManagers(a: Manager[], b: Manager[]): boolean {
  return a === b || (a.length === b.length && a.every((one) => b.includes(one)));
}

/** Whether the generation goes up; that of a Deployment does so with its annotations too (pkg/registry/apps/deployment/strategy.go). */
export function generationChanges(old: KubeObject, next: KubeObject): boolean {
  if (old['spec'] !== next['spec'] && !isDeepStrictEqual(old['spec'], next['spec'])) return true;
  const [was, is] = [old, next].map(({ metadata }) => metadata.annotations);
  return next.kind === 'Deployment' && was !== is && !isDeepStrictEqual(was ?? {}, is ?? {});
}
