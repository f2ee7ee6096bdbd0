import { z } from 'zod';
import type { TTSService } from '../api/resource.ts';
import type { OperatorConfig } from '../config.ts';
import type { KubeObject } from '../controller/object.ts';
import { deployment, maySkipSteps } from '../objects/deployment.ts';
import type { Scale } from '../objects/deployment.ts';
import { autoscaler } from '../objects/autoscaler.ts';
import { disruptionBudget } from '../objects/disruption-budget.ts';
import { networkPolicy } from '../objects/network-policy.ts';
import { endpoint } from '../objects/service.ts';
import { ANNOTATION, LABEL } from '../objects/metadata.ts';
import { manifestName, shortHash } from '../api/names.ts';
import { servedBy, servedModel } from '../objects/served.ts';
import type { Served } from '../objects/served.ts';
import type { Volume } from '../resolve/volume.ts';
import { runtimeImage } from '../objects/runtime-image.ts';
import { pinned } from '../model-store/catalog.ts';
import type { PinnedModel } from '../model-store/catalog.ts';
import { BadManifest, parseManifest } from '../model-store/manifest.ts';
import type { Observed } from '../observe/observed.ts';
import { wantedReplicas, workloadStatus } from '../controller/workloads.ts';
import { isPrepared } from './prepared.ts';
import type { Waker } from './sleeping.ts';

/** The model that a spec asks for, and the claim on which it was verified last; `ready` says that servers may begin with it. */
export interface Wanted {
  volume: Volume;
  model: PinnedModel;
  ready: boolean;
  verifiedOn: string | undefined;
}

/**
 * What the servers speak with now: the wanted model once it is verified; until then the one that the Deployment names, or, where that
 * is gone, the one verified last whose claim and record are still there.
 */
export function servedOf(
  service: TTSService,
  wanted: Wanted | undefined,
  observed: Observed,
  config: OperatorConfig,
): Served | undefined {
  const live = servedBy(observed.deployment);
  if (wanted) {
    const { volume, model, ready, verifiedOn } = wanted;
    const same = live?.volume === volume.name && live.digest === model.digest;
    const on = ready ? verifiedOn : (live?.verifiedOn ?? verifiedOn);
    if (ready || same) return servedModel(service, volume, model, on, config);
  }
  return observed.deployment ? live : servedBefore(service, wanted?.volume.name, observed, config);
}

/** The servers and what is around them: nothing at all before a model is verified for the first time. */
export function workload(
  service: TTSService,
  served: (config: OperatorConfig) => Served | undefined,
  scale: Scale,
  waker: Waker,
  observed: Pick<Observed, 'deployment' | 'scaledObject' | 'manifest'>,
  config: OperatorConfig,
): KubeObject[] {
  const { deployment: live, scaledObject } = observed;
  const made = servers(service, served, scale, observed, config);
  if (!made && !live) return [];
  const { paths, behind, scaling } = waker;
  // Two autoscalers of one Deployment keep each other from working.
  const hpa = waker.scaler === 'hpa' && !scaledObject ? autoscaler(service) : undefined;
  const around = [endpoint(service, behind), disruptionBudget(service), networkPolicy(service), hpa, scaling];
  return [made, ...paths, ...around].filter((object) => object !== undefined);
}

const Defaults = z.object({
  operatorImage: z.string(),
  runtimeImage: z.string(),
  runtimeGpuImage: z.string(),
  imagePullPolicy: z.enum(['Always', 'IfNotPresent', 'Never']),
  /** No step comes before the server. */
  noSteps: z.literal(true).optional(),
});
type Defaults = z.infer<typeof Defaults>;

/**
 * The servers, with the operator's default images that they were made with while they serve and their template asks for nothing else:
 * a new operator rolls no service out (docs/decisions/0005-operator-upgrades.md). Whether steps come before them changes while there
 * are no pods, or when the template changes anyway.
 */
function servers(
  service: TTSService,
  served: (config: OperatorConfig) => Served | undefined,
  scale: Scale,
  { deployment: live, manifest }: Pick<Observed, 'deployment' | 'manifest'>,
  config: OperatorConfig,
): KubeObject | undefined {
  const made = (defaults: Defaults): KubeObject | undefined => {
    const from = { ...config, ...defaults };
    const found = served(from);
    const what = found && defaults.noSteps && found.keeps ? { ...found, check: undefined } : found;
    return what && marked(deployment(service, what, scale, from), defaults);
  };
  const former = live && defaultsOf(live);
  if (former && (workloadStatus(live).readyReplicas ?? 0) > 0) {
    const same = made(former);
    if (isSame(same, live)) return same;
  }
  const withSteps = (wanted: boolean) => made({ ...Defaults.parse(config), ...(wanted ? {} : { noSteps: true }) });
  if (former && hasPods(live)) {
    const same = withSteps(former.noSteps !== true);
    if (isSame(same, live)) return same;
  }
  return withSteps(!(maySkipSteps(service) && isPrepared(manifest, runtimeImage(service.spec, config))));
}

/** Whether a Deployment would have the template that it has. */
function isSame(made: KubeObject | undefined, live: KubeObject): boolean {
  return made?.metadata.annotations?.[ANNOTATION.template] === live.metadata.annotations?.[ANNOTATION.template];
}

/** Whether a Deployment has pods, or is about to. */
function hasPods(deployment: KubeObject | undefined): boolean {
  return (workloadStatus(deployment).replicas ?? 0) > 0 || wantedReplicas(deployment) > 0;
}

function marked(object: KubeObject, defaults: Defaults): KubeObject {
  const { template } = object.spec as { template: unknown };
  const annotations = {
    ...object.metadata.annotations,
    [ANNOTATION.defaults]: JSON.stringify(defaults),
    [ANNOTATION.template]: shortHash(JSON.stringify(template)),
  };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

function defaultsOf({ metadata }: KubeObject): Defaults | undefined {
  try {
    return Defaults.safeParse(JSON.parse(metadata.annotations?.[ANNOTATION.defaults] ?? '')).data;
  } catch {
    return undefined;
  }
}

/** The model verified last on a former volume of ours that is still there. */
function servedBefore(
  service: TTSService,
  present: string | undefined,
  { owned, otherClaims }: Observed,
  config: OperatorConfig,
): Served | undefined {
  const verified = owned.flatMap((record) => {
    const { labels = {}, annotations = {}, name } = record.metadata;
    const volume = labels[LABEL.volume];
    const { [ANNOTATION.verifiedClaim]: uid, [ANNOTATION.verifiedTime]: time = '' } = annotations;
    if (record.kind !== 'ConfigMap' || volume === undefined || volume === present || name !== manifestName(volume))
      return [];
    const claim = otherClaims.find(({ metadata }) => metadata.name === volume);
    if (claim?.metadata.uid !== uid || claim?.metadata.deletionTimestamp) return [];
    const model = modelOf(record);
    return claim && model ? [{ volume, uid, time, model, claim }] : [];
  });
  const [last] = verified.sort((a, b) => Date.parse(b.time) - Date.parse(a.time));
  if (!last) return undefined;
  const { accessModes = ['ReadWriteOnce'] } = last.claim.spec as Partial<TTSService['spec']['storage']>;
  const storage = { ...service.spec.storage, mode: 'Shared' as const, accessModes };
  const then = { ...service, spec: { ...service.spec, storage } };
  return servedModel(then, { name: last.volume, claim: last.volume, ours: true }, last.model, last.uid, config);
}

function modelOf({ data }: KubeObject): PinnedModel | undefined {
  try {
    return pinned(parseManifest((data as Record<string, string> | undefined)?.['manifest.json'] ?? ''), {});
  } catch (error) {
    if (error instanceof BadManifest) return undefined;
    throw error;
  }
}
