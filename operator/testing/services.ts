import type { TTSService } from '../api/resource.ts';
import { parseTTSService } from '../api/resource.ts';
import type { Status } from '../api/status.ts';
import { readConfig } from '../config.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { timestamp } from '../controller/object.ts';
import { plan } from '../decide/plan.ts';
import type { Plan } from '../decide/plan.ts';
import type { Observed } from '../observe/observed.ts';
import type { Refusal } from '../status/model-status.ts';
import { statusOf } from '../status/status.ts';

/** The operator's configuration in tests: registries at names that resolve nowhere. */
export const config = readConfig({
  TTS_NPM_REGISTRY: 'https://npm.example',
  TTS_PYPI_INDEX: 'https://pypi.example/simple',
});

/** A TTSService as the API server would hand it over. */
export function service(object: Partial<KubeObject> & { spec?: unknown; status?: unknown }): TTSService {
  const metadata = {
    name: 'hello',
    namespace: 'default',
    uid: 'uid-1',
    generation: 1,
    creationTimestamp: '2026-01-01T00:00:00Z',
    ...object.metadata,
  };
  const parsed = parseTTSService({
    apiVersion: 'tts.pattern-agentic.io/v1alpha1',
    kind: 'TTSService',
    ...object,
    metadata,
  });
  if ('invalid' in parsed) throw new Error(parsed.invalid);
  return parsed.service;
}

/** A plan, and the status after it when nothing has changed. */
export function planned(
  service: TTSService,
  observed: Observed,
  from: OperatorConfig,
  now: Date,
): Plan & { status: (refusals: Refusal[]) => Status } {
  const decided = plan(service, observed, from);
  const time = timestamp(now.getTime());
  return { ...decided, status: (refusals) => statusOf(service, decided, observed, refusals, time, from) };
}

/** A cluster that holds nothing of a service yet. */
export function nothing(over: Partial<Observed> = {}): Observed {
  return {
    now: Date.parse('2026-01-01T00:00:00Z'),
    claim: undefined,
    otherClaims: [],
    mounters: { pods: [], deployments: [] },
    manifest: undefined,
    jobs: [],
    jobPods: [],
    progress: undefined,
    lexicons: new Map(),
    lexiconMap: undefined,
    deployment: undefined,
    autoscaler: undefined,
    endpoint: undefined,
    scaledObject: undefined,
    routes: [],
    keda: { problem: { reason: 'KedaNotFound', message: 'There is no KEDA here.' } },
    sinceEnd: new Map(),
    measured: undefined,
    pods: [],
    readers: [],
    owned: [],
    neighbours: [],
    holders: [],
    named: false,
    inUse: [],
    references: undefined,
    keys: undefined,
    pinnedBefore: undefined,
    ...over,
  };
}
