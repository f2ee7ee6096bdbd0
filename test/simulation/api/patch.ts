import { isDeepStrictEqual } from 'node:util';
import type { KubeObject } from '../../../operator/controller/object.ts';
import { ApiError } from '../../../operator/cluster/api.ts';
import { leaves, merge, prune, withParents } from './fields.ts';
import type { Paths, Pruning } from './fields.ts';

/** An entry of managedFields. */
export interface Manager {
  manager: string;
  operation: 'Apply' | 'Update';
  subresource?: string;
  time: string;
  paths: Paths;
}

export interface Applying {
  manager: string;
  subresource: string | undefined;
  force: boolean;
  time: string;
}

/** The object and its managers after a server-side apply (kubernetes.io/docs/reference/using-api/server-side-apply). */
export function applied(
  live: KubeObject | undefined,
  managers: Manager[],
  config: KubeObject,
  { manager, subresource, force, time }: Applying,
): { object: KubeObject; managers: Manager[] } {
  const wanted = leaves(config);
  const paths = new Set(wanted.keys());
  const mine = (one: Manager): boolean =>
    one.operation === 'Apply' && one.manager === manager && one.subresource === subresource;
  const entry: Manager = { manager, operation: 'Apply', ...(subresource ? { subresource } : {}), time, paths };
  if (!live) return { object: config, managers: [entry] };

  const before = managers.find(mine);
  const others = managers.filter((one) => !mine(one));
  const present = leaves(live);
  const disputed = [...wanted].filter(
    ([path, value]) => !isDeepStrictEqual(present.get(path), value) && !(isEmptyMap(value) && hasBelow(present, path)),
  );
  const left: Manager[] = [];
  for (const other of others) {
    const lost = disputed.filter(([path]) => other.paths.has(path));
    if (lost.length > 0 && !force)
      throw new ApiError(
        409,
        'Conflict',
        `Apply failed with ${lost.length} conflict: conflict with "${other.manager}": ${lost[0]?.[0].replaceAll('\nf:', '.').replace('f:', '.')}`,
      );
    const kept =
      lost.length === 0 ? other.paths : new Set([...other.paths].filter((path) => !lost.some(([one]) => one === path)));
    if (kept.size > 0) left.push(kept === other.paths ? other : { ...other, paths: kept });
  }
  let object = laidOver(live, config);
  const gone = before
    ? [...before.paths].filter((path) => !paths.has(path) && !left.some((one) => one.paths.has(path)))
    : [];
  if (gone.length > 0)
    object = pruned(object, {
      before: withParents(before?.paths ?? []),
      now: withParents(paths),
      others: withParents(left.flatMap((one) => [...one.paths])),
    });
  const unchanged = before && before.paths.size === paths.size && gone.length === 0 && disputed.length === 0;
  const kept = unchanged && [...paths].every((path) => before.paths.has(path)) ? before : entry;
  return { object, managers: [...left, kept] };
}

function isEmptyMap(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0;
}

function hasBelow(paths: ReadonlyMap<string, unknown>, path: string): boolean {
  for (const other of paths.keys()) if (other.startsWith(`${path}\n`)) return true;
  return false;
}

function laidOver(live: KubeObject, config: KubeObject): KubeObject {
  const out: KubeObject = { ...live };
  for (const [name, value] of Object.entries(config)) {
    if (name === 'metadata' || name === 'apiVersion' || name === 'kind' || value === undefined) continue;
    out[name] = merge(live.kind, name, live[name], value, `f:${name}`);
  }
  const metadata = { ...live.metadata } as unknown as Record<string, unknown>;
  for (const field of ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const) {
    const value = config.metadata[field];
    if (value !== undefined)
      metadata[field] = merge(live.kind, field, metadata[field], value, `f:metadata\nf:${field}`);
  }
  return { ...out, metadata: metadata as unknown as KubeObject['metadata'] };
}

function pruned(object: KubeObject, by: Pruning): KubeObject {
  const out: KubeObject = { ...object };
  for (const [name, value] of Object.entries(object)) {
    if (name === 'metadata' || name === 'apiVersion' || name === 'kind') continue;
    const left = prune(object.kind, name, value, `f:${name}`, by);
    if (left === undefined) delete out[name];
    else out[name] = left;
  }
  const metadata = { ...object.metadata } as unknown as Record<string, unknown>;
  for (const field of ['labels', 'annotations', 'ownerReferences', 'finalizers'] as const) {
    if (metadata[field] === undefined) continue;
    const left = prune(object.kind, field, metadata[field], `f:metadata\nf:${field}`, by);
    if (left === undefined) delete metadata[field];
    else metadata[field] = left;
  }
  return { ...out, metadata: metadata as unknown as KubeObject['metadata'] };
}

/** Who owns what after an update or a patch: the writer, what it changed; nobody, what is gone. */
export function managersAfterUpdate(
  managers: Manager[],
  old: KubeObject,
  next: KubeObject,
  { manager, subresource, time }: Omit<Applying, 'force'>,
): Manager[] {
  const [before, after] = [leaves(old), leaves(next)];
  const changed = new Set<string>();
  for (const [path, value] of after)
    if (!before.has(path) || !isDeepStrictEqual(before.get(path), value)) changed.add(path);
  const removed = [...before.keys()].some((path) => !after.has(path));
  const isThere = (path: string): boolean => after.has(path) || hasBelow(after, path);
  if (changed.size === 0 && !removed) return managers;
  // What nobody owned a Scale leaves so: its object has no managers then, and the API server keeps none for such an object.
  if (subresource === 'scale' && !managers.some(({ paths }) => [...changed].some((path) => paths.has(path))))
    return managers;
  const out: Manager[] = [];
  let own: Manager | undefined;
  for (const one of managers) {
    if (one.operation === 'Update' && one.manager === manager && one.subresource === subresource) {
      own = one;
      continue;
    }
    const kept = new Set([...one.paths].filter((path) => isThere(path) && !changed.has(path)));
    if (kept.size > 0) out.push(kept.size === one.paths.size ? one : { ...one, paths: kept });
  }
  // A Scale leaves out a zero, so that nobody owns it.
  const zero = subresource === 'scale' && [...changed].some((path) => after.get(path) === 0);
  if (zero)
    return own
      ? [...out, { ...own, paths: new Set([...own.paths].filter((path) => !changed.has(path))) }].filter(
          (one) => one.paths.size > 0,
        )
      : out;
  const paths = new Set([...(own?.paths ?? [])].filter(isThere));
  for (const path of changed) paths.add(path);
  if (paths.size > 0) out.push({ manager, operation: 'Update', ...(subresource ? { subresource } : {}), time, paths });
  return out;
}

/** JSON merge patch (RFC 7386). */
export function mergePatch(target: unknown, patch: unknown): unknown {
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) return patch;
  const base = typeof target === 'object' && target !== null && !Array.isArray(target) ? target : {};
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete out[key];
    else if (value !== undefined) out[key] = mergePatch(out[key], value);
  }
  return out;
}
