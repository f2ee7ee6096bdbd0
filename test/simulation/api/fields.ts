import type { KubeObject } from '../../../operator/controller/object.ts';

/**
 * Who owns which field, as server-side apply has it (sigs.k8s.io/structured-merge-diff): a path is its FieldsV1 elements (`f:name`,
 * `k:{"name":"x"}`, `v:"x"`), one a line. Only leaves are owned, and the items of lists that have keys.
 */
export type Paths = ReadonlySet<string>;
type Json = Record<string, unknown>;

const KEYED: Record<string, string[]> = {
  containers: ['name'],
  initContainers: ['name'],
  env: ['name'],
  volumes: ['name'],
  imagePullSecrets: ['name'],
  volumeMounts: ['mountPath'],
  ownerReferences: ['uid'],
  conditions: ['type'],
  topologySpreadConstraints: ['topologyKey', 'whenUnsatisfiable'],
};
const ATOMIC = new Set(['selector', 'nodeSelector', 'podSelector', 'labelSelector', 'scaleTargetRef', 'fieldRef']);

/** The keys of a list's items; undefined for a list that is one value, such as those of a CRD without list-type. */
function keysOf(kind: string, name: string, path: string): string[] | undefined {
  if (kind === 'TTSService' && path.startsWith('f:spec')) return undefined;
  if (kind === 'NetworkPolicy' && path.startsWith('f:spec')) return undefined;
  if (name !== 'ports') return KEYED[name];
  return kind === 'Service' ? ['port', 'protocol'] : ['containerPort', 'protocol'];
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function granular(kind: string, name: string, path: string): boolean {
  return !ATOMIC.has(name) || (kind === 'TTSService' && path.startsWith('f:spec'));
}

export function itemKey(item: Json, keys: string[]): string {
  const pairs = keys.map((key) => `"${key}":${JSON.stringify(item[key] ?? (key === 'protocol' ? 'TCP' : ''))}`);
  return `k:{${pairs.join(',')}}`;
}

/** Every path of an object that can be owned, with its value. */
export function leaves(object: KubeObject): Map<string, unknown> {
  const out = new Map<string, unknown>();
  for (const [name, value] of Object.entries(object)) {
    if (name === 'apiVersion' || name === 'kind' || value === undefined) continue;
    if (name !== 'metadata') collect(object.kind, name, value, `f:${name}`, out);
    else
      for (const field of ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const)
        if (object.metadata[field] !== undefined)
          collect(object.kind, field, object.metadata[field], `f:metadata\nf:${field}`, out);
  }
  return out;
}

function collect(kind: string, name: string, value: unknown, path: string, out: Map<string, unknown>): void {
  if (isObject(value) && granular(kind, name, path)) {
    const entries = Object.entries(value);
    if (entries.length === 0) out.set(path, value);
    for (const [key, inner] of entries) if (inner !== undefined) collect(kind, key, inner, `${path}\nf:${key}`, out);
    return;
  }
  if (Array.isArray(value)) {
    const keys = keysOf(kind, name, path);
    if (name === 'finalizers') {
      for (const item of value) out.set(`${path}\nv:${JSON.stringify(item)}`, item);
      return;
    }
    if (keys && value.every(isObject)) {
      for (const item of value) {
        const at = `${path}\n${itemKey(item, keys)}`;
        out.set(at, true);
        for (const [key, inner] of Object.entries(item))
          if (inner !== undefined) collect(kind, key, inner, `${at}\nf:${key}`, out);
      }
      return;
    }
  }
  out.set(path, value);
}

/** The live value with the applied one laid over it. */
export function merge(kind: string, name: string, live: unknown, applied: unknown, path: string): unknown {
  if (live === undefined) return applied;
  if (isObject(live) && isObject(applied) && granular(kind, name, path)) {
    const out: Json = { ...live };
    for (const [key, value] of Object.entries(applied))
      if (value !== undefined) out[key] = merge(kind, key, live[key], value, `${path}\nf:${key}`);
    return out;
  }
  if (Array.isArray(live) && Array.isArray(applied)) {
    if (name === 'finalizers') return [...new Set([...(live as unknown[]), ...(applied as unknown[])])];
    const keys = keysOf(kind, name, path);
    if (keys && live.every(isObject) && applied.every(isObject)) {
      const [was, is] = [live, applied].map((list) => new Map(list.map((item) => [itemKey(item, keys), item])));
      return interleaved([...was!.keys()], [...is!.keys()]).map((at) => {
        const [item, over] = [was!.get(at), is!.get(at)];
        return item && over ? merge(kind, '', item, over, `${path}\n${at}`) : (over ?? item);
      });
    }
  }
  return applied;
}

/** The order of a list's keys after an apply: what is applied in its own order, the items of others where they were among those. */
function interleaved(live: string[], applied: string[]): string[] {
  const [there, wanted] = [new Set(live), new Set(applied)];
  const shared = applied.filter((key) => there.has(key));
  const out = new Set<string>();
  let [left, right, next] = [0, 0, 0];
  while (left < live.length || right < applied.length) {
    const [old, key] = [live[left], applied[right]];
    if (old === key) [left, right] = [left + 1, right + 1];
    else if (old !== undefined && !wanted.has(old)) {
      out.add(old);
      left++;
      continue;
    } else if (old !== undefined && key !== undefined && next < shared.length && shared[next] !== old) {
      left++;
      continue;
    } else {
      if (old !== undefined && out.has(old)) left++;
      if (key === undefined) continue;
      right++;
    }
    if (shared[next] === key) next++;
    out.add(key!);
  }
  return [...out];
}

/** What a manager applied before, what it applies now, and what others own; each also by the paths above its own. */
export interface Pruning {
  before: Paths;
  now: Paths;
  others: Paths;
}

/** Paths with all that lead to them. */
export function withParents(paths: Iterable<string>): Paths {
  const out = new Set<string>();
  for (const path of paths)
    for (let at = path; !out.has(at); at = at.slice(0, at.lastIndexOf('\n'))) {
      out.add(at);
      if (!at.includes('\n')) break;
    }
  return out;
}

/**
 * The value without what its manager no longer applies. A parent of which it applies nothing more, and nobody else owns anything, goes whole,
 * with what the API server had filled in.
 */
export function prune(kind: string, name: string, value: unknown, path: string, by: Pruning): unknown {
  const { before, now, others } = by;
  const gone = (at: string): boolean => before.has(at) && !now.has(at) && !others.has(at);
  if (gone(path)) return undefined;
  if (isObject(value) && granular(kind, name, path)) {
    const out: Json = {};
    for (const [key, inner] of Object.entries(value)) {
      const left = prune(kind, key, inner, `${path}\nf:${key}`, by);
      if (left !== undefined) out[key] = left;
    }
    return Object.keys(out).length === 0 && Object.keys(value).length > 0 && !now.has(path) ? undefined : out;
  }
  if (Array.isArray(value)) {
    const list = value as unknown[];
    const keys = keysOf(kind, name, path);
    if (name === 'finalizers') {
      const left = list.filter((item) => !gone(`${path}\nv:${JSON.stringify(item)}`));
      return left.length === 0 ? undefined : left;
    }
    if (keys && list.every(isObject)) {
      const left = list.flatMap((item) => {
        const inner = prune(kind, '', item, `${path}\n${itemKey(item, keys)}`, by);
        return inner === undefined
          ? []
          : [{ ...Object.fromEntries(keys.map((key) => [key, item[key]])), ...(inner as Json) }];
      });
      return left.length === 0 && list.length > 0 ? undefined : left;
    }
  }
  return value;
}

/** FieldsV1 of a set of paths. */
export function fieldsV1(paths: Paths): Json {
  const root: Json = {};
  for (const path of paths) {
    let at = root;
    const parts = path.split('\n');
    for (const part of parts) at = (at[part] ??= {}) as Json;
    if (parts.at(-1)?.startsWith('k:')) at['.'] = {};
  }
  return root;
}
