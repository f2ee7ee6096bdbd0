import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, withConditions } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import { ApiError } from '../cluster/api.ts';
import { FIELD_MANAGER } from '../cluster/cluster.ts';
import type { KubeObject } from '../controller/object.ts';
import type { Refusal } from '../status/model-status.ts';
import { brief } from './words.ts';

/** What has failed this often in a row is told in the status. */
const LASTING = 3;

export class NameTaken extends Error {
  constructor({ kind, metadata }: KubeObject) {
    super(`A ${kind} named ${metadata.name} exists that this operator did not create. Rename it or the TTSService.`);
  }
}

function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** What is told of a write that has failed; undefined while it may be a matter of seconds. `failures`: of rounds before this one. */
export function refusalOf(object: KubeObject, error: unknown, failures: number): Refusal | undefined {
  const told = reasonOf(error, failures);
  return told && { object: nameOf(object), ...told };
}

/** Whether the same request may succeed a moment later. */
export function isPassing(error: unknown): boolean {
  return finalReason(error) === undefined;
}

/** Why a whole round has failed, for the conditions; undefined while it may be a matter of seconds. */
export function failureOf(error: unknown, failures: number): Judgement | undefined {
  const told = reasonOf(error, failures);
  return told && no(told.reason, told.message);
}

/** What is told of a failure; undefined while it may be a matter of seconds. */
function reasonOf(error: unknown, failures: number): Problem | undefined {
  return finalReason(error) ?? (failures >= LASTING ? lastingReason(error) : undefined);
}

/** What the API server will say again to the same request. */
function finalReason(error: unknown): Problem | undefined {
  if (error instanceof NameTaken) return { reason: 'NameTaken', message: error.message };
  if (!(error instanceof ApiError)) return undefined;
  const message = said(error);
  // A field of another type than the schema's is an internal error to server-side apply.
  if (/^failed to create typed patch object/.test(error.message)) return { reason: 'Refused', message };
  if (/being terminated|forbidden: unable to create new content in namespace/.test(error.message))
    return { reason: 'NamespaceTerminating', message };
  if (error.status === 403)
    return { reason: /exceeded quota/.test(error.message) ? 'QuotaExceeded' : 'Forbidden', message };
  if (error.status === 404) return { reason: 'NotFound', message };
  if (error.status === 413) return { reason: 'TooLarge', message };
  const passing = [401, 408, 409, 429].includes(error.status) || error.status >= 500;
  return passing ? undefined : { reason: 'Refused', message };
}

/** What may pass, and has not for a while. */
function lastingReason(error: unknown): Problem {
  if (!(error instanceof ApiError))
    return { reason: 'RequestFailed', message: `${brief((error as Error).message)} The operator retries.` };
  return {
    reason: error.status === 401 ? 'Unauthorized' : 'WriteFailed',
    message: `${said(error)} The operator retries.`,
  };
}

function said(error: ApiError): string {
  return brief(error.message) || `The API server responded with status ${error.status}.`;
}

/**
 * What is told of an object that is changed back each time it is written. `path`: of a field that is not as wanted; `managers`: those
 * who have written to it, unless it comes back changed from the write itself.
 */
export function contestOf(object: KubeObject, path: string, managers: string[] | undefined): Refusal {
  const others = (managers ?? []).filter((name) => !name.startsWith(FIELD_MANAGER));
  const by = managers ? others.slice(0, 3).join(' or ') || 'another manager' : 'an admission policy or webhook';
  return {
    object: nameOf(object),
    reason: 'Contested',
    message: `${path.slice(1) || 'A field'} is reverted by ${by} each time the operator writes it. Let only one of the two set it. The operator retries less and less often.`,
  };
}

/** What is told of an object that is missing again each time it was made. */
export function repetitionOf(object: KubeObject): Refusal {
  return {
    object: nameOf(object),
    reason: 'Repeated',
    message:
      'It is deleted each time the operator creates it. Find out what deletes it. The operator retries less and less often.',
  };
}

/** The status after a round that failed before anything could be judged: only the summary says so. */
export function failedStatus({ status, metadata }: TTSService, problem: Judgement, now: string): Status {
  const old = status.conditions ?? [];
  const unjudged = unknown(problem.reason, problem.message);
  const judged = {
    StorageReady: unjudged,
    ModelReady: unjudged,
    Available: unjudged,
    Progressing: problem,
    Ready: problem,
  };
  const summary = ['Progressing', 'Ready'];
  const conditions = withConditions(old, judged, metadata.generation, now)
    .map((next) => (summary.includes(next.type) ? next : (old.find(({ type }) => type === next.type) ?? next)))
    .concat(old.filter(({ type }) => !(type in judged)));
  return { ...status, conditions };
}
