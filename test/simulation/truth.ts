import { KIND } from '../../operator/api/fields.ts';
import type { Spec } from '../../operator/api/ttsservice.ts';
import type { Status } from '../../operator/api/status.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { keyOf } from '../../operator/controller/object.ts';
import { LABEL } from '../../operator/objects/metadata.ts';
import { modelDigest } from './models.ts';
import type { Deployment, Pod } from './objects.ts';
import { claimsOf, envOf, isActive, isReady } from './objects.ts';
import { lexiconUntruths } from './lexicon-truth.ts';
import type { World } from './world.ts';

/** What services say of themselves at rest that is not so, and what of their specs has not been done, judged by the cluster alone. */
export function untruths(world: World): string[] {
  const watched = world.setup.watch;
  return [...world.server.all(KIND)]
    .filter(({ metadata }) => watched.length === 0 || watched.includes(metadata.namespace ?? ''))
    .flatMap((service) => of(world, service).map((what) => `${keyOf(service)}: ${what}`));
}

function of(world: World, service: KubeObject): string[] {
  const { namespace = '', name, uid } = service.metadata;
  const spec = service['spec'] as Spec;
  const status = (service['status'] ?? {}) as Status;
  if (!status.conditions?.length) return ['it was never looked at'];
  const condition = (type: string) => status.conditions?.find((one) => one.type === type);
  const found = world.server.get<Deployment>('Deployment', namespace, name);
  const deployment = found?.metadata.ownerReferences?.some((owner) => owner.uid === uid) ? found : undefined;
  const pods = [...world.server.all<Pod>('Pod')].filter(
    (pod) => isActive(pod) && pod.metadata.namespace === namespace && pod.metadata.labels?.[LABEL.service] === name,
  );
  const ready = pods.filter(isReady);
  const out: string[] = [];
  const say = (wrong: boolean, what: string): void => {
    if (wrong) out.push(what);
  };
  say(
    status.observedGeneration !== service.metadata.generation,
    `observedGeneration is ${status.observedGeneration}, not ${service.metadata.generation}`,
  );
  const taken = found !== undefined && !deployment;
  if (taken) return out;
  say(
    (status.readyReplicas ?? 0) !== ready.length && deployment !== undefined,
    `readyReplicas is ${status.readyReplicas}, and ${ready.length} serve`,
  );
  if (spec.suspend) {
    say(pods.length > 0, `it is suspended, and ${pods.length} pods are there`);
    return out;
  }
  const isReadyTrue = condition('Ready')?.status === 'True';
  const wanted = deployment?.spec.replicas ?? 0;
  const fixed = spec.scaling.maxReplicas === undefined || spec.scaling.replicas === 0;
  const digest = modelDigest(spec, world.setup.registries);
  if (isReadyTrue && wanted > 0) {
    say(ready.length < (fixed ? wanted : 1), `it says Ready, and ${ready.length} of ${wanted} serve`);
    say(
      status.model?.digest !== digest,
      `it says Ready with model ${status.model?.digest?.slice(0, 8)} instead of ${digest?.slice(0, 8)}`,
    );
    for (const pod of ready) {
      const serves = envOf(pod.spec.containers[0], 'TTS_MODEL_DIGEST');
      say(
        serves !== digest,
        `it says Ready, and ${pod.metadata.name} serves ${serves?.slice(0, 8)} instead of ${digest?.slice(0, 8)}`,
      );
      const [claim] = claimsOf(pod);
      say(
        claim?.name !== status.volume,
        `${pod.metadata.name} serves from ${claim?.name}, and the status says ${status.volume}`,
      );
    }
  }
  say(
    fixed && isReadyTrue && wanted !== (spec.scaling.replicas ?? 1),
    `it says Ready, and its Deployment wants ${wanted} pods instead of ${spec.scaling.replicas ?? 1}`,
  );
  if (isReadyTrue && !fixed && wanted > 0) {
    const { minReplicas = 1, maxReplicas = 1 } = spec.scaling;
    say(
      wanted < minReplicas || wanted > maxReplicas,
      `it says Ready with ${wanted} pods, outside of ${minReplicas} to ${maxReplicas}`,
    );
  }
  if (!deployment) return out;
  const [server] = deployment.spec.template.spec.containers;
  const own = spec.server.env.find((one) => one.name === 'TTS_LOG_LEVEL');
  say(
    !own && envOf(server, 'TTS_LOG_LEVEL') !== spec.server.logLevel,
    `its servers log at ${envOf(server, 'TTS_LOG_LEVEL')}, not ${spec.server.logLevel}`,
  );
  const keys = deployment.spec.template.spec.volumes?.find((one) => one.name === 'api-keys')?.secret?.secretName;
  say(
    keys !== spec.server.apiKeysSecretRef?.name,
    `its servers ask for the keys of ${keys}, not of ${spec.server.apiKeysSecretRef?.name}`,
  );
  for (const what of lexiconUntruths(world, service, ready)) out.push(what);
  const zero = fixed && spec.scaling.replicas === 0;
  const ready0 = condition('Ready');
  say(
    ready0?.reason === 'ScaledToZero' && ready0.status !== 'True',
    'no pod is wanted and none is there, and it is not Ready',
  );
  say(zero && pods.length > 0, `no pod is wanted, and ${pods.length} are there`);
  return out;
}
