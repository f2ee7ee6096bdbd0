import { isDeepStrictEqual } from 'node:util';
import type { ApiError } from '../../operator/cluster/api.ts';
import { parseTTSService } from '../../operator/api/resource.ts';
import { KIND } from '../../operator/api/fields.ts';
import { quantityValue } from '../../operator/controller/drift.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { keyOf } from '../../operator/controller/object.ts';
import { LABEL } from '../../operator/objects/metadata.ts';
import type { Action } from './actions/action.ts';
import type { ModelKind } from './api/kinds.ts';
import type { Write } from './api/objects.ts';
import type { Deployment, Pod } from './objects.ts';
import { claimsOf, isActive, isReady, wantsZero } from './objects.ts';
import { Secrets } from './secrets.ts';
import { OPERATOR } from './setup.ts';
import type { World } from './world.ts';

export interface Violation {
  rule: string;
  message: string;
  /** Virtual seconds, and the event that it was seen after. */
  second: number;
  step: number;
}

/** Writes of the operator to one object within a minute. */
const SAME_OBJECT = 25;
/** Writes and Jobs of the operator for each thing that happens, and for its start. Half of the writes were the most in 1,000 seeds, a third of the Jobs. */
const EACH = { writes: 30, jobs: 3 };
/** An operator that was told of a spec this long ago has acted on it. */
const HEED_MS = 10_000;
const COLLECTOR = 'generic-garbage-collector';
/** A spec that wanted no pod is obeyed this much later yet, by an operator that was frozen and controllers that lag. */
const ZERO_MS = 120_000;

/** Watches a world for what must never happen (docs/reference/simulation.md). */
export class Invariants {
  readonly violations: Violation[] = [];
  readonly #world: World;
  readonly #foreign = new Set<string>();
  /** Pods that serve, by the uid of their service. */
  readonly #serving = new Map<string, Set<string>>();
  readonly #excused = new Set<string>();
  /** When the spec of a service last wanted no pod, by its uid. */
  readonly #zero = new Map<string, number>();
  /** Since which version of a service (by uid) its spec names a claim. */
  readonly #names = new Map<string, { claim: string; version: number }>();
  /** When each service was deleted, by its uid. */
  readonly #ended = new Map<string, number>();
  /** What a person kept when they deleted its service, by uid. */
  readonly #kept = new Set<string>();
  readonly #secrets: Secrets;
  readonly #writes = new Map<string, number[]>();
  /** Writes of the operator, without leases and Events, and Jobs among them. */
  writes = 0;
  jobs = 0;
  /** When anything was last written, leases and Events apart. */
  lastWrite = 0;
  lastStep = 0;
  /** The same, and what is told of objects, but for the services' own statuses. */
  lastChange = 0;
  lastWrites: string[] = [];

  constructor(world: World) {
    this.#world = world;
    this.#secrets = new Secrets(world);
    world.server.onWrite((write) => this.#saw(write));
    world.rules.onDelete = (kind, object, user) => this.#deleting(kind, object, user);
    world.excuse = (prefix) => {
      for (const service of world.server.all(KIND))
        if (keyOf(service).startsWith(prefix)) this.#excused.add(service.metadata.uid ?? '');
    };
    world.refused = (action, error) => this.#refused(action, error);
    world.probe = {
      started: (pod, digest, content, again) => this.#started(pod as Pod, digest, content, again),
      asks: (pod, secret, hosts) => {
        const stranger = this.#secrets.stranger(pod, secret, hosts);
        if (stranger === undefined) return;
        this.violate('secret', `pod ${keyOf(pod)} takes Secret ${secret} to ${stranger}, which nobody names beside it`);
      },
    };
  }

  /** What was written last, and by whom. */
  recent(): string {
    return [...new Set(this.lastWrites)].join(', ');
  }

  violate(rule: string, message: string): void {
    const { now, steps } = this.#world.loop;
    this.violations.push({ rule, message, second: Math.round(now / 100) / 10, step: steps });
    this.#world.trace?.(`VIOLATION ${rule}: ${message}`);
  }

  /** Holds what the operator did in a walk against what happened in it. */
  weigh(happened: number): void {
    const { writes, jobs } = this;
    if (writes > EACH.writes * (happened + 1) || jobs > EACH.jobs * (happened + 1))
      this.violate('work', `${writes} writes and ${jobs} Jobs for ${happened} things that happened`);
  }

  #saw(write: Write): void {
    const { kind, old, new: current, user } = write;
    const object = current ?? old;
    if (!object || kind === 'Lease' || kind === 'Event') return;
    if (kind !== KIND) this.lastChange = this.#world.loop.now;
    const status =
      kind === KIND ||
      (old && current && user !== OPERATOR && old.metadata.deletionTimestamp === current.metadata.deletionTimestamp);
    if (!status) {
      this.lastWrite = this.#world.loop.now;
      this.lastStep = this.#world.loop.steps;
      this.lastWrites.push(`${user} ${kind}/${keyOf(object)}`);
      if (this.lastWrites.length > 10) this.lastWrites.shift();
    }
    if (user === 'person' && !old && kind !== KIND) this.#foreign.add(object.metadata.uid ?? '');
    if (kind === KIND && old && old['spec'] !== current?.['spec']) this.#secrets.changed(old);
    if (kind === KIND && current) this.#noteClaim(current);
    if (kind === KIND && [old, current].some((one) => one && wantsZero(one)))
      this.#zero.set(object.metadata.uid ?? '', this.#world.loop.now);
    if (user === COLLECTOR && old?.metadata.ownerReferences && current && !current.metadata.ownerReferences)
      this.#kept.add(object.metadata.uid ?? '');
    if (
      kind === KIND &&
      (!current || current.metadata.deletionTimestamp) &&
      !this.#ended.has(object.metadata.uid ?? '')
    )
      this.#ended.set(object.metadata.uid ?? '', this.#world.loop.now);
    // Given to a service, also to one that was deleted while this write was on its way: no operator can know that.
    const given = (uid: string): boolean =>
      this.#isAlive(uid) || (this.#ended.get(uid) ?? -1) >= (write.asOf ?? Infinity);
    if (current?.metadata.ownerReferences?.some(({ uid }) => given(uid))) this.#kept.delete(current.metadata.uid ?? '');
    if (user === OPERATOR) this.#operatorWrote(kind, object, old);
    if (kind === 'Pod') this.#podChanged(old as Pod | undefined, current as Pod | undefined);
    if (kind === KIND && !current) {
      this.#serving.delete(object.metadata.uid ?? '');
      this.#excused.delete(object.metadata.uid ?? '');
    }
  }

  #noteClaim({ metadata: { uid = '', resourceVersion }, spec }: KubeObject): void {
    const claim = (spec as { storage: { claimName?: string } }).storage.claimName ?? '';
    if (this.#names.get(uid)?.claim !== claim) this.#names.set(uid, { claim, version: Number(resourceVersion) });
  }

  /** Whether an operator that runs was told of the claim that a service names, long enough ago to have given it up. */
  #isHeeded(uid: string): boolean {
    const { loop, operators } = this.#world;
    const version = this.#names.get(uid)?.version ?? 0;
    return operators.running.some(({ alive, network }) => alive && network.toldAt(uid, version) <= loop.now - HEED_MS);
  }

  /** Whether a service is there that nobody deletes. */
  #isAlive(uid: string): boolean {
    const service = this.#world.server.byUid(KIND, uid);
    return service !== undefined && !service.metadata.deletionTimestamp;
  }

  #operatorWrote(kind: ModelKind, object: KubeObject, old: KubeObject | undefined): void {
    this.writes++;
    if (kind === 'Job' && !old) this.jobs++;
    const statusAlone = kind === 'TTSLexicon' && isDeepStrictEqual(object['spec'], old?.['spec']);
    if (this.#foreign.has(object.metadata.uid ?? '') && !statusAlone)
      this.violate('foreign', `the operator wrote ${kind}/${keyOf(object)}, which a person made`);
    const id = `${kind}/${keyOf(object)}`;
    const { now } = this.#world.loop;
    const times = (this.#writes.get(id) ?? []).filter((at) => at > now - 60_000);
    times.push(now);
    this.#writes.set(id, times);
    if (times.length === SAME_OBJECT) this.violate('hot-loop', `${SAME_OBJECT} writes to ${id} within a minute`);
  }

  #deleting(kind: ModelKind, object: KubeObject, user: string): void {
    if (user !== OPERATOR && user !== COLLECTOR) return;
    if (user === OPERATOR && this.#foreign.has(object.metadata.uid ?? ''))
      this.violate('foreign', `the operator deletes ${kind}/${keyOf(object)}, which a person made`);
    if (object.metadata.deletionTimestamp) return;
    if (user === COLLECTOR && this.#kept.has(object.metadata.uid ?? ''))
      this.violate('orphan', `${user} deletes ${kind}/${keyOf(object)}, which a person kept`);
    if (kind === 'Deployment') {
      const owner = object.metadata.ownerReferences?.find((one) => one.controller);
      if (owner && this.#isAlive(owner.uid))
        this.violate('in-use', `${user} deletes Deployment/${keyOf(object)} of a service that is there`);
      return;
    }
    if (kind !== 'PersistentVolumeClaim' && kind !== 'ConfigMap') return;
    const user_ = this.#userOf(kind, object);
    if (user_) this.violate('in-use', `${user} deletes ${kind}/${keyOf(object)}, which ${user_} uses`);
  }

  /**
   * A service that is there and has pods, or would start some, with this claim or ConfigMap; or one that names the claim, if an operator
   * could know that.
   */
  #userOf(kind: ModelKind, { metadata: { namespace = '', name } }: KubeObject): string | undefined {
    const { server } = this.#world;
    const uses = (spec: Pod['spec']): boolean =>
      (spec.volumes ?? []).some((one) =>
        kind === 'ConfigMap'
          ? one.configMap?.name === name && one.name === 'files'
          : one.persistentVolumeClaim?.claimName === name,
      );
    for (const service of server.all(KIND)) {
      if (service.metadata.namespace !== namespace || service.metadata.deletionTimestamp) continue;
      const deployment = server.get<Deployment>('Deployment', namespace, service.metadata.name);
      const own = deployment?.metadata.ownerReferences?.some(({ uid }) => uid === service.metadata.uid);
      if (own && (deployment?.spec.replicas ?? 0) > 0 && uses(deployment!.spec.template.spec))
        return service.metadata.name;
      const { storage } = service['spec'] as { storage: { mode: string; claimName?: string } };
      if (kind === 'PersistentVolumeClaim' && storage.claimName === name && this.#isHeeded(service.metadata.uid ?? ''))
        return service.metadata.name;
    }
    return undefined;
  }

  #started(pod: Pod, digest: string, content: 'whole' | 'damaged' | undefined, again: boolean): void {
    if (content === 'whole' || again) return;
    const [claim] = claimsOf(pod);
    const uid =
      claim && this.#world.server.get('PersistentVolumeClaim', pod.metadata.namespace ?? '', claim.name)?.metadata.uid;
    const tampered = this.#world.tampered.get(uid ?? '') ?? -Infinity;
    if (this.#world.loop.now - tampered < 60_000) return; // between the check and the start
    this.violate(
      'unverified',
      `a server of pod ${keyOf(pod)} starts on a volume without ${digest.slice(0, 8)} (${content ?? 'nothing'})`,
    );
  }

  #podChanged(old: Pod | undefined, current: Pod | undefined): void {
    const pod = current ?? old;
    const name = pod?.metadata.labels?.[LABEL.service];
    if (!pod || name === undefined) return;
    const service = this.#world.server.get(KIND, pod.metadata.namespace ?? '', name);
    if (!service) return;
    const uid = service.metadata.uid ?? '';
    const pods = this.#serving.get(uid) ?? new Set<string>();
    this.#serving.set(uid, pods);
    const serves = current !== undefined && isReady(current) && isActive(current);
    const id = pod.metadata.uid ?? '';
    if (serves && !this.#isOf(pod, uid)) return; // a former service of this name had it
    if (serves && this.#world.nodes.some(({ name, up }) => name === pod.spec.nodeName && !up)) return; // not told yet
    if (serves) {
      pods.add(id);
      this.#excused.delete(uid);
      return;
    }
    if (!pods.delete(id) || pods.size > 0) return;
    if (this.#excused.has(uid) || wantsZero(service) || service.metadata.deletionTimestamp) return;
    if (this.#world.loop.now - (this.#zero.get(uid) ?? -Infinity) < ZERO_MS) return;
    const deployment = this.#world.server.get<Deployment>('Deployment', pod.metadata.namespace ?? '', name);
    if (deployment?.spec.strategy?.type === 'Recreate' || this.#world.zeroed.has(deployment?.metadata.uid ?? ''))
      return;
    this.violate('serving', `${keyOf(service)} serves no more, and nobody asked for that`);
  }

  /** Whether a pod's Deployment belongs to a service. */
  #isOf(pod: Pod, uid: string): boolean {
    const { server } = this.#world;
    const ownerOf = (object: KubeObject | undefined, kind: ModelKind): KubeObject | undefined => {
      const owner = object?.metadata.ownerReferences?.find((one) => one.kind === kind);
      const found = owner && server.get(kind, pod.metadata.namespace ?? '', owner.name);
      return found?.metadata.uid === owner?.uid ? found : undefined;
    };
    const deployment = ownerOf(ownerOf(pod, 'ReplicaSet'), 'Deployment');
    return deployment?.metadata.ownerReferences?.some((owner) => owner.uid === uid) ?? false;
  }

  /** A manifest that is valid by itself applies over whatever was there, unless it makes a volume smaller. */
  #refused({ do: deed, on = '', with: spec }: Action, error: ApiError): void {
    if (deed !== 'change' && deed !== 'suspend') return;
    if (error.status !== 422) return;
    const [namespace = '', name = ''] = on.split('/');
    const live = this.#world.server.get(KIND, namespace, name);
    const alone = parseTTSService({ apiVersion: '', kind: KIND, metadata: { name, namespace }, spec });
    if (!live || 'invalid' in alone) return;
    const { storage, scaling, compute } = alone.service.spec;
    const before = (live['spec'] as { storage: { size: string } }).storage.size;
    if ((quantityValue(storage.size) ?? 0) < (quantityValue(before) ?? 0)) return;
    if (compute.gpu && compute.device !== 'gpu') return;
    if (scaling.replicas === undefined && scaling.maxReplicas === undefined) return;
    if (/storage|accessModes/.test(error.message)) return;
    this.violate('manifest', `a valid manifest of ${on} is refused: ${error.message}`);
  }
}
