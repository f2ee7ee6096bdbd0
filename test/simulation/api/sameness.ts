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

export function specChanged(old: KubeObject, next: KubeObject): boolean {
  return old['spec'] !== next['spec'] && !isDeepStrictEqual(old['spec'], next['spec']);
}
