import { KIND } from '../../operator/api/fields.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { EPOCH } from './setup.ts';
import type { World } from './world.ts';

/** Registries of the operator's: everybody's. */
const REGISTRIES = ['npm.example', 'pypi.example', 'huggingface.co'];
/** An operator that was frozen, or a request that was late, still makes what was asked for so long ago. */
const SLACK_MS = 60_000;

/** Knows which hosts are named beside which Secret, now and formerly. */
export class Secrets {
  readonly #world: World;
  readonly #former: { until: number; namespace: string | undefined; name: string; host: string }[] = [];

  constructor(world: World) {
    this.#world = world;
  }

  /** Told of a service as it was before its spec changed. */
  changed(service: KubeObject): void {
    const { namespace } = service.metadata;
    const name = secretOf(service);
    if (name === undefined) return;
    for (const host of hostsBeside(name, service))
      this.#former.push({ until: this.#world.loop.now, namespace, name, host });
  }

  /** A host to which a pod takes a Secret, and that no service which names the Secret names, or did so when the pod was made. */
  stranger({ metadata }: KubeObject, secret: string, hosts: string[]): string | undefined {
    const services = [...this.#world.server.all(KIND)];
    if (!services.some((service) => secretOf(service) === secret)) return undefined;
    const allowed = new Set(REGISTRIES);
    for (const service of services)
      if (service.metadata.namespace === metadata.namespace)
        for (const host of hostsBeside(secret, service)) allowed.add(host);
    const made = Date.parse(metadata.creationTimestamp ?? '') - EPOCH;
    for (const { until, namespace, name, host } of this.#former)
      if (name === secret && namespace === metadata.namespace && made <= until + SLACK_MS) allowed.add(host);
    return hosts.find((host) => !allowed.has(host) && !/github|huggingface/.test(host));
  }
}

function secretOf({ spec }: KubeObject): string | undefined {
  return (spec as { model: { secretRef?: { name: string } } }).model.secretRef?.name;
}

function hostsBeside(secret: string, service: KubeObject): string[] {
  if (secretOf(service) !== secret) return [];
  const { model } = service['spec'] as { model: unknown };
  return [...JSON.stringify(model).matchAll(/"https?:\/\/([^/"]+)/g)].map(([, host = '']) => host);
}
