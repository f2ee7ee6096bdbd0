import { PLURAL, GROUP, VERSION } from '../operator/api/fields.ts';
import { ApiError } from '../operator/cluster/api.ts';
import type { KubeObject } from '../operator/controller/object.ts';
import type { Connection } from './connection.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';
import { gpuFindings } from './gpu-checks.ts';
import { services } from './inventory.ts';
import type { Service } from './inventory.ts';
import { operatorFindings } from './operator-checks.ts';
import { missingRights, ownRights } from './rights.ts';
import { scalingFindings } from './scaling-checks.ts';

/** The oldest minor version of Kubernetes that the operator is meant for. */
const OLDEST = 34;

/** Looks at everything that a service needs; each finding that is not ok says what to do. */
export async function doctor(at: Connection, everywhere: boolean): Promise<Finding[]> {
  const findings: Finding[] = [await version(at)];
  const known = await crd(at);
  findings.push(known);
  const subjects = known.level === 'ok' ? await services(at, everywhere) : [];
  const checks = [
    () => operatorFindings(at),
    () => rights(at),
    () => storage(at, subjects),
    () => scalingFindings(at, subjects),
    () => gpuFindings(at, subjects),
    () => Promise.resolve(subjects.map(judge)),
  ];
  for (const check of checks) findings.push(...(await check().catch(skipped)));
  return findings;
}

function skipped(error: unknown): Finding[] {
  if (error instanceof ApiError && error.status === 403)
    return [{ level: 'skip', what: `not checked: ${error.message}` }];
  throw error;
}

async function version(at: Connection): Promise<Finding> {
  const { major, minor, gitVersion } = await at.api.json<Record<string, string>>('GET', '/version');
  const number = parseInt(minor ?? '', 10);
  return major === '1' && number < OLDEST
    ? warn(`Kubernetes ${gitVersion} is older than 1.${OLDEST}, the oldest supported version`)
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
      return fail('the CRD of TTSService is not installed: install the operator (docs/guides/install.md)');
    if (error.status === 403) return ok('the CRD of TTSService: not checked (no permission)');
    throw error;
  }
}

async function rights(at: Connection): Promise<Finding[]> {
  const missing = await missingRights(at, ownRights);
  if (missing === undefined) return [];
  return [
    missing.length > 0
      ? warn(`you are not allowed to ${missing.join(', ')} in ${at.namespace}: commands that need this will fail`)
      : ok(`you have the permissions that kubectl tts needs in ${at.namespace}`),
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
      `${metadata.name}: StorageClass ${spec.storage.className ?? ''} does not exist (existing: ${names.join(', ') || 'none'})`,
    ),
  );
  if (standard.length > 0)
    findings.push(ok(`default StorageClass ${standard.map(({ metadata }) => metadata.name).join(', ')}`));
  else {
    const needs = shared.filter(({ spec }) => spec.storage.className === undefined);
    const what = `there is no default StorageClass (existing: ${names.join(', ') || 'none'}): set spec.storage.className`;
    findings.push(
      needs.length > 0 ? fail(`${needs.map(({ metadata }) => metadata.name).join(', ')}: ${what}`) : warn(what),
    );
  }
  return findings;
}

function judge({ metadata, status }: Service): Finding {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  const name = `TTSService ${metadata.namespace ?? ''}/${metadata.name}`;
  if (!ready) return fail(`${name}: no operator has reconciled it. Does one watch this namespace (WATCH_NAMESPACES)?`);
  if (ready.status !== 'True') return fail(`${name}: ${ready.reason}: ${ready.message}`);
  return ok(
    ready.reason === 'Ready'
      ? `${name} is ready (${status?.readyPods ?? ''})`
      : `${name}: ${ready.reason}: ${ready.message}`,
  );
}
