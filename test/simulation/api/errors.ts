import { ApiError } from '../../../operator/cluster/api.ts';
import type { Target } from './kinds.ts';
import { MODEL_KINDS } from './kinds.ts';

function resource({ kind }: Pick<Target, 'kind'>): string {
  const { apiVersion, plural } = MODEL_KINDS[kind];
  return apiVersion.includes('/') ? `${plural}.${apiVersion.split('/')[0]}` : plural;
}

export const notFound = (target: Target): ApiError =>
  new ApiError(404, 'NotFound', `${resource(target)} "${target.name}" not found`);

export const exists = (kind: Target['kind'], name: string): ApiError =>
  new ApiError(409, 'AlreadyExists', `${resource({ kind })} "${name}" already exists`);

export const conflict = (kind: Target['kind'], name: string, why: string): ApiError =>
  new ApiError(409, 'Conflict', `Operation cannot be fulfilled on ${resource({ kind })} "${name}": ${why}`);

export const invalid = (kind: Target['kind'], name: string, why: string): ApiError =>
  new ApiError(422, 'Invalid', `${kind} "${name}" is invalid: ${why}`);

export const otherUid = (kind: Target['kind'], name: string, uid: string): ApiError =>
  invalid(kind, name, `metadata.uid: Invalid value: "${uid}": field is immutable`);

export const forbidden = (kind: Target['kind'], name: string, why: string): ApiError =>
  new ApiError(403, 'Forbidden', `${resource({ kind })} "${name}" is forbidden: ${why}`);

export const gone = (): ApiError => new ApiError(410, 'Expired', 'The resourceVersion is too old.');

export const badRequest = (why: string): ApiError => new ApiError(400, 'BadRequest', why);
