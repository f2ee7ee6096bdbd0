import { KINDS } from '../../../operator/cluster/kinds.ts';
import type { Kind } from '../../../operator/cluster/kinds.ts';

/** The kinds of the model: those of the operator, and what controllers make between a Deployment and its pods. */
export const MODEL_KINDS = {
  ...KINDS,
  ReplicaSet: { apiVersion: 'apps/v1', kind: 'ReplicaSet', plural: 'replicasets' },
} as const satisfies Record<string, Kind>;
export type ModelKind = keyof typeof MODEL_KINDS;

export interface Target {
  kind: ModelKind;
  namespace: string | undefined;
  name: string | undefined;
  subresource: string | undefined;
}

const byPlural = new Map(Object.values(MODEL_KINDS).map((one) => [`${one.apiVersion}/${one.plural}`, one.kind]));

const known = new Map<string, Target>();

/** What a path of the API names; undefined when the model does not have it. */
export function targetOf(path: string): Target | undefined {
  const found = known.get(path);
  if (found) return found;
  const parts = path.split('/').slice(1);
  const version = parts[0] === 'api' ? (parts[1] ?? '') : `${parts[1]}/${parts[2]}`;
  let rest = parts.slice(parts[0] === 'api' ? 2 : 3);
  let namespace: string | undefined;
  if (rest[0] === 'namespaces') [namespace, rest] = [rest[1], rest.slice(2)];
  const kind = byPlural.get(`${version}/${rest[0]}`);
  if (!kind) return undefined;
  const target = { kind, namespace, name: rest[1], subresource: rest[2] };
  if (known.size < 20_000) known.set(path, target);
  return target;
}
