import { ApiError } from '../operator/cluster/api.ts';
import type { Connection } from './connection.ts';

/** group, resource (with subresource), verb. */
type Right = [group: string, resource: string, verb: string];

/** What the operator cannot do without, of config/rbac/role.yaml. */
export const operatorRights: Right[] = [
  ['tts.pattern-agentic.io', 'ttsservices', 'watch'],
  ['tts.pattern-agentic.io', 'ttsservices/status', 'patch'],
  ['tts.pattern-agentic.io', 'ttslexicons', 'watch'],
  ['tts.pattern-agentic.io', 'ttslexicons/status', 'patch'],
  ['', 'configmaps', 'create'],
  ['', 'persistentvolumeclaims', 'create'],
  ['', 'services', 'create'],
  ['', 'pods', 'watch'],
  ['', 'pods', 'patch'],
  ['', 'pods/log', 'get'],
  ['', 'events', 'create'],
  ['apps', 'deployments', 'patch'],
  ['batch', 'jobs', 'create'],
  ['autoscaling', 'horizontalpodautoscalers', 'create'],
  ['policy', 'poddisruptionbudgets', 'create'],
  ['networking.k8s.io', 'networkpolicies', 'create'],
];

/** What this plugin's commands do as their user. */
export const ownRights: Right[] = [
  ['tts.pattern-agentic.io', 'ttsservices', 'list'],
  ['', 'pods', 'list'],
  ['', 'events', 'list'],
  ['', 'pods/portforward', 'get'],
  ['batch', 'jobs', 'create'],
];

/** The rights that a user (none: oneself) does not have in the namespace; undefined where one may not ask. */
export async function missingRights(
  { api, namespace }: Connection,
  rights: Right[],
  user?: string,
): Promise<string[] | undefined> {
  const kind = user === undefined ? 'SelfSubjectAccessReview' : 'SubjectAccessReview';
  const groups =
    user === undefined
      ? undefined
      : ['system:serviceaccounts', 'system:authenticated', `system:serviceaccounts:${user.split(':')[2] ?? ''}`];
  try {
    const answers = await Promise.all(
      rights.map(async ([group, what, verb]) => {
        const [resource, subresource] = what.split('/');
        const body = {
          apiVersion: 'authorization.k8s.io/v1',
          kind,
          spec: {
            ...(user === undefined ? {} : { user, groups }),
            resourceAttributes: { namespace, group, resource, ...(subresource ? { subresource } : {}), verb },
          },
        };
        const path = `/apis/authorization.k8s.io/v1/${kind.toLowerCase()}s`;
        const { status } = await api.json<{ status: { allowed: boolean } }>('POST', path, { body });
        return status.allowed ? [] : [`${verb} ${what}`];
      }),
    );
    return answers.flat();
  } catch (error) {
    if (error instanceof ApiError && error.status === 403) return undefined;
    throw error;
  }
}
