import { hash } from 'node:crypto';
import type { KubeObject } from './object.ts';

/** The object with a hash of itself among its annotations, so that a field which is no longer set is noticed later. */
export function stamped<T extends KubeObject>(object: T, annotation: string): T {
  const stamp = hash('sha256', JSON.stringify(object)).slice(0, 16);
  const annotations = { ...object.metadata.annotations, [annotation]: stamp };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Whether every field that is wanted is so already. */
export function includes(observed: unknown, wanted: unknown): boolean {
  return difference(observed, wanted) === undefined;
}

/**
 * The path of the first field that is not as wanted, or undefined. Fields of others do not count; values that the API server leaves
 * out when empty count as empty; quantities count by their value.
 */
export function difference(observed: unknown, wanted: unknown): string | undefined {
  if (isEmpty(wanted)) return isEmpty(observed) ? undefined : '';
  if (Array.isArray(wanted)) return Array.isArray(observed) ? listDifference(observed, wanted) : '';
  if (typeof wanted === 'object' && wanted !== null) {
    if (typeof observed !== 'object' || observed === null) return '';
    for (const [key, value] of Object.entries(wanted)) {
      const path = difference((observed as Record<string, unknown>)[key], value);
      if (path !== undefined) return `.${key}${path}`;
    }
    return undefined;
  }
  return observed === wanted || sameQuantity(observed, wanted) ? undefined : '';
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  if (Array.isArray(value)) return value.length === 0;
  return typeof value === 'object' && Object.keys(value).length === 0;
}

/** Lists with keys (containers, env, mounts, owners) may hold more than is wanted; others must be equal. */
function listDifference(observed: unknown[], wanted: unknown[]): string | undefined {
  const key = listKey(wanted[0]);
  if (key === undefined && observed.length !== wanted.length) return '';
  const byKey =
    key === undefined
      ? undefined
      : new Map(observed.toReversed().map((item) => [(item as Record<string, unknown> | null)?.[key], item]));
  for (const [index, item] of wanted.entries()) {
    const name = key === undefined ? index : (item as Record<string, unknown>)[key];
    const path = difference(byKey ? byKey.get(name) : observed[index], item);
    if (path !== undefined) return `[${String(name)}]${path}`;
  }
  return undefined;
}

function listKey(item: unknown): string | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  return ['mountPath', 'uid', 'name'].find((key) => key in item);
}

const UNITS: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  '': 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/** The number that a Kubernetes quantity stands for, or undefined when the text is none (apimachinery resource.Quantity). */
export function quantityValue(text: string | number): number | undefined {
  const match = /^([+-]?\d*\.?\d+)(?:([eE][+-]?\d+)|([numkMGTPE]|[KMGTPE]i))?$/.exec(String(text));
  if (!match) return undefined;
  return Number(`${match[1] ?? ''}${match[2] ?? ''}`) * (UNITS[match[3] ?? ''] ?? 1);
}

function sameQuantity(a: unknown, b: unknown): boolean {
  if ((typeof a !== 'string' && typeof a !== 'number') || (typeof b !== 'string' && typeof b !== 'number'))
    return false;
  const [x, y] = [quantityValue(a), quantityValue(b)];
  return x !== undefined && x === y;
}
