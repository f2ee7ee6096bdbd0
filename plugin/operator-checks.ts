import { ApiError } from '../operator/cluster/api.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { workloadStatus } from '../operator/controller/workloads.ts';
import { podProblem } from '../operator/status/pod-problems.ts';
import type { Connection } from './connection.ts';
import { list } from './connection.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';
import { missingRights, operatorRights } from './rights.ts';

interface OperatorDeployment extends KubeObject {
  spec: {
    replicas?: number;
    template: {
      spec: { serviceAccountName?: string; containers: { image?: string; env?: { name: string; value?: string }[] }[] };
    };
  };
}

/** Whether one operator runs, leads, knows its registries and may do its work in the namespace. */
export async function operatorFindings(at: Connection): Promise<Finding[]> {
  const labelSelector = 'app.kubernetes.io/name=tts-operator';
  const { items } = await at.api.json<{ items: OperatorDeployment[] }>('GET', '/apis/apps/v1/deployments', {
    query: { labelSelector },
  });
  const [deployment] = items;
  if (!deployment)
    return [fail(`no operator is installed: no Deployment has the label ${labelSelector} (docs/guides/install.md)`)];
  const { namespace = '', name } = deployment.metadata;
  const where = `operator ${namespace}/${name}`;
  const findings =
    items.length > 1
      ? [
          warn(
            `${items.length} operators are installed: ${items.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).join(', ')}, and each must watch different namespaces`,
          ),
        ]
      : [];
  const { readyReplicas = 0 } = workloadStatus(deployment);
  const wanted = deployment.spec.replicas ?? 1;
  const pods = await list(at, `/api/v1/namespaces/${namespace}/pods`, { labelSelector });
  const problem = podProblem(pods);
  if (readyReplicas === 0)
    findings.push(
      fail(
        `${where} does not run (0/${wanted} ready). ${problem?.message ?? `kubectl describe deployment ${name} -n ${namespace}`}`,
      ),
    );
  else
    findings.push(
      ok(
        `${where} runs (${readyReplicas}/${wanted} ready, ${deployment.spec.template.spec.containers[0]?.image ?? ''})`,
      ),
    );
  findings.push(await leader(at, namespace));
  findings.push(...(await registries(deployment)));
  const account = `system:serviceaccount:${namespace}:${deployment.spec.template.spec.serviceAccountName ?? 'default'}`;
  const missing = await missingRights(at, operatorRights, account);
  findings.push(
    missing === undefined
      ? {
          level: 'skip',
          what: 'the permissions of the operator: you are not allowed to check them (create subjectaccessreviews)',
        }
      : missing.length > 0
        ? fail(
            `${account} is not allowed to ${missing.join(', ')} in ${at.namespace}: apply config/rbac of this release`,
          )
        : ok(`the operator has the permissions that it needs in ${at.namespace}`),
  );
  return findings;
}

async function leader(at: Connection, namespace: string): Promise<Finding> {
  const path = `/apis/coordination.k8s.io/v1/namespaces/${namespace}/leases/tts-operator`;
  try {
    const { spec } = await at.api.json<{ spec: { holderIdentity?: string; renewTime?: string } }>('GET', path);
    const seconds = (Date.now() - Date.parse(spec.renewTime ?? '1970-01-01T00:00:00Z')) / 1000;
    return seconds < 60
      ? ok(`${spec.holderIdentity?.replace(/_.*/, '') ?? ''} leads`)
      : fail(
          `no operator is the leader: lease ${namespace}/tts-operator was last renewed at ${spec.renewTime ?? 'an unknown time'}; see the log of the operator`,
        );
  } catch (error) {
    if (error instanceof ApiError && error.status === 404)
      return warn(
        `lease ${namespace}/tts-operator does not exist: leader election is off, or no operator has become the leader yet`,
      );
    if (error instanceof ApiError && error.status === 403)
      return { level: 'skip', what: `the lease of the operator: ${error.message}` };
    throw error;
  }
}

/** The registries that the operator hands to downloads, asked from this machine: the cluster may see more or less. */
async function registries({ spec }: OperatorDeployment): Promise<Finding[]> {
  const env = new Map(
    spec.template.spec.containers.flatMap(({ env = [] }) => env).map(({ name, value }) => [name, value]),
  );
  const names = ['TTS_NPM_REGISTRY', 'TTS_PYPI_INDEX'];
  const given = names.filter((name) => env.get(name));
  if (given.length < names.length) {
    const missing = names.filter((name) => !env.get(name)).join(' and ');
    return [
      warn(`the operator has no ${missing}: catalog models are downloaded from Hugging Face (docs/guides/mirrors.md)`),
    ];
  }
  return Promise.all(
    given.map(async (name) => {
      const url = env.get(name) ?? '';
      try {
        const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5_000) });
        return status < 500
          ? ok(`${name} ${hostOf(url)} is reachable from this machine`)
          : warn(`${name} ${hostOf(url)} responded with ${status}`);
      } catch {
        return warn(
          `${name} ${hostOf(url)} is not reachable from this machine. The cluster may still reach it (otherwise downloads fail with reason Unreachable)`,
        );
      }
    }),
  );
}

/** A registry's address can hold a login: only its host is shown. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : '(not a valid URL)';
}
