import type { ApiError } from '../../operator/cluster/api.ts';
import { KIND } from '../../operator/api/fields.ts';
import type { Spec } from '../../operator/api/ttsservice.ts';
import { keyOf } from '../../operator/controller/object.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { isManaged } from '../../operator/objects/metadata.ts';
import type { Action } from './actions/action.ts';
import type { ModelKind } from './api/kinds.ts';
import { mergePatch } from './api/patch.ts';
import { ApiServer } from './api/server.ts';
import type { Rules } from './api/admission.ts';
import { autoscalers } from './controllers/autoscalers.ts';
import { claims } from './controllers/claims.ts';
import { deployments } from './controllers/deployments.ts';
import { garbage } from './controllers/garbage.ts';
import { jobs } from './controllers/jobs.ts';
import { kubelet } from './controllers/kubelet.ts';
import type { Kubelet } from './controllers/kubelet.ts';
import { scheduler } from './controllers/scheduler.ts';
import { Loop } from './loop.ts';
import { imageContents, modelDigest } from './models.ts';
import type { Claim, Deployment, Pod } from './objects.ts';
import { Operators } from './operators.ts';
import { Random } from './random.ts';
import { EPOCH, OPERATOR } from './setup.ts';
import type { Setup } from './setup.ts';
import type { Disk, Harm, Node, Probe, Site, StorageClass } from './site.ts';
import { attach } from './site.ts';
import { resolveFile } from './specs.ts';
import type { Written } from './specs.ts';
import { Chance } from './weather.ts';

/** A field that another manager sets again and again. */
export interface Contest {
  kind: ModelKind;
  patch: unknown;
  /** Only where the object is made. */
  made: boolean;
  until: number;
}

/** A cluster with its controllers, and operators that run in it, on virtual time. */
export class World implements Site {
  readonly setup: Setup;
  readonly loop = new Loop();
  readonly server: ApiServer;
  readonly disks = new Map<string, Disk>();
  readonly lexicons = new Map<string, unknown>();
  readonly nodes: Node[] = ['a', 'b', 'c'].map((zone) => ({
    name: `node-${zone}`,
    labels: { zone },
    taints: [],
    up: true,
    gone: false,
  }));
  readonly classes = new Map<string, StorageClass>([
    ['fast', { immediate: true, expandable: true, local: false }],
    ['local', { immediate: false, expandable: false, local: true }],
    ['slow', { immediate: false, expandable: false, local: false }],
  ]);
  readonly broken = new Map<string, string>();
  readonly rules: Rules;
  readonly kubelet: Kubelet;
  readonly wakeAutoscaler: (key: string) => void;
  readonly operators: Operators;
  readonly weather: Chance;
  readonly gpus: Site['gpus'];
  load: number | undefined = 2;
  podsAllowed = true;
  probe: Probe = { started: () => undefined, asks: () => undefined };
  /** Set to have what happens told. */
  trace: ((line: string) => void) | undefined;
  readonly #schedule: (key: string) => void;
  readonly #streams = new Map<string, Random>();

  constructor(setup: Setup) {
    this.setup = setup;
    this.gpus = new Random(setup.seed, 'gpus').weighted({ work: 2, unusable: 1, fallback: 1 });
    this.weather = new Chance(setup.calm, this.random);
    this.rules = {
      defaultClass: setup.defaultClass,
      mutate: (kind, object, old) => this.#mutated(kind, object, old),
      refuse: (kind, _object, _old, user) => this.#refuse(kind, user),
      expandable: (name) => this.classes.get(name ?? '')?.expandable ?? false,
    };
    this.server = new ApiServer(() => EPOCH + this.loop.now, this.rules);
    this.server.pageSize = setup.pageSize;
    this.server.logOf = () =>
      '{"type":"progress","bytesDownloaded":1,"bytesTotal":2,"filesVerified":0,"filesTotal":2,"bytesPerSecond":1}\n';
    this.kubelet = kubelet(this, imageContents);
    for (const controller of [claims(this), jobs(this), deployments(this), garbage(this), this.kubelet])
      attach(this, controller);
    this.#schedule = attach(this, scheduler(this));
    this.wakeAutoscaler = attach(this, autoscalers(this));
    this.operators = new Operators(this);
  }

  random = (stream: string): Random => {
    const known = this.#streams.get(stream) ?? new Random(this.setup.seed, stream);
    this.#streams.set(stream, known);
    return known;
  };

  resolve = resolveFile;

  lag(who: string): number {
    return this.weather.lag(who);
  }

  /** What another's webhook makes of an object. */
  #mutated(kind: ModelKind, object: KubeObject, old: KubeObject | undefined): KubeObject {
    if (kind === 'Pod' && !old && this.setup.sidecars) {
      const { spec } = object as Pod;
      return { ...object, spec: { ...spec, containers: [...spec.containers, { name: 'mesh', image: 'mesh' }] } };
    }
    const { contest } = this;
    if (contest?.kind !== kind || this.loop.now > contest.until || !isManaged(object)) return object;
    if (contest.made && old) return object;
    return mergePatch(object, contest.patch) as KubeObject;
  }
  contest: Contest | undefined;

  /** Refuses what the operator writes, as quotas and policies do. */
  #refuse(kind: ModelKind, user: string): void {
    const { policy } = this;
    if (policy?.kind === kind && user === OPERATOR && this.loop.now <= policy.until) throw policy.error;
  }
  policy: { kind: ModelKind; error: ApiError; until: number } | undefined;

  /** Takes a node away for a time. Its pods are told unready after 40 s and deleted after five minutes, as the node controller does. */
  nodeDown(index: number, ms: number): void {
    const node = this.nodes[index];
    if (!node?.up) return;
    node.up = false;
    const pods = (): Pod[] => [...this.server.all<Pod>('Pod')].filter(({ spec }) => spec.nodeName === node.name);
    this.loop.after(40_000, () => {
      if (node.up) return;
      for (const pod of pods())
        this.server.update('Pod', pod, 'node-controller', (object) => ({
          ...object,
          status: { ...(object as Pod).status, conditions: [{ type: 'Ready', status: 'False' }] },
        }));
    });
    this.loop.after(300_000, () => {
      if (!node.up) for (const pod of pods()) this.server.remove('Pod', pod, 'node-controller');
    });
    this.loop.after(ms, () => this.nodeUp(index));
  }

  /** Sets what keeps pods off nodes. */
  taint(nodes: Node[], taints: string[]): void {
    for (const node of nodes) node.taints = taints;
    if (taints.length === 0) this.#scheduleAll();
  }

  /** Sets what autoscalers measure; undefined when there are no metrics. */
  setLoad(load: number | undefined): void {
    this.load = load;
    for (const one of this.server.all('HorizontalPodAutoscaler')) this.wakeAutoscaler(keyOf(one));
  }

  #scheduleAll(): void {
    for (const pod of this.server.all<Pod>('Pod')) if (pod.spec.nodeName === undefined) this.#schedule(keyOf(pod));
  }

  nodeUp(index: number): void {
    const node = this.nodes[index];
    if (!node || node.up) return;
    node.up = true;
    this.kubelet.wakeAll();
    this.kubelet.retell(node.name);
    this.#scheduleAll();
  }

  /** Ends every fault: from here on all is well, and stays so. */
  heal(): void {
    this.podsAllowed = true;
    this.weather.storm = 0;
    this.weather.calm = true;
    this.broken.clear();
    this.contest = undefined;
    this.policy = undefined;
    for (const index of this.nodes.keys()) this.nodeUp(index);
    this.taint(this.nodes, []);
    if (this.load === undefined) this.setLoad(2);
    for (const disk of this.disks.values()) disk.full = false;
    this.fillClaims();
    for (const deployment of this.server.all<Deployment>('Deployment'))
      if (deployment.spec.paused)
        this.server.update('Deployment', deployment, 'person', (object) => ({
          ...object,
          spec: { ...(object as Deployment).spec, paused: false },
        }));
    for (const operator of this.operators.running) {
      operator.frozenUntil = 0;
      operator.skewMs = 0;
    }
  }

  /** People put on their own claims what their services want of them. */
  fillClaims(): void {
    for (const { metadata, spec } of this.server.all(KIND)) {
      const { storage } = spec as Spec;
      const claim = this.server.get<Claim>('PersistentVolumeClaim', metadata.namespace ?? '', storage.claimName ?? '');
      const digest = modelDigest(spec as Spec, this.setup.registries);
      if (claim && digest !== undefined) this.disks.get(claim.metadata.uid ?? '')?.models.set(digest, 'whole');
    }
    this.kubelet.wakeAll();
  }

  tamper(claim: Claim, how: Harm): void {
    const disk = this.disks.get(claim.metadata.uid ?? '');
    if (how === 'lost') {
      this.server.update('PersistentVolumeClaim', claim, 'kube-controller-manager', (object) => ({
        ...object,
        status: { phase: 'Lost' },
      }));
      return;
    }
    if (!disk) return;
    if (how === 'full') disk.full = true;
    if (how === 'wipe') disk.models.clear();
    if (how === 'damage') for (const digest of disk.models.keys()) disk.models.set(digest, 'damaged');
    this.tampered.set(disk.claim, this.loop.now);
    this.kubelet.wakeAll();
  }
  /** What people wrote, by the service: kept beside the cluster, as files in a repository are. */
  readonly manifests = new Map<string, Written>();

  /** When each volume was last tampered with, by its claim's uid. */
  readonly tampered = new Map<string, number>();

  /** Deployments, by uid, that a person scaled to zero: with an autoscaler they stay so. */
  readonly zeroed = new Set<string>();

  /** Told what a person was refused, and whose service may stop serving now; the invariants set these. */
  refused: (action: Action, error: ApiError) => void = () => undefined;
  excuse: (prefix: string) => void = () => undefined;

  /** Lets the next event happen, and the operators' code come to rest. */
  async step(until?: number): Promise<boolean> {
    const what = this.loop.step(until);
    if (what === 'ran') await new Promise<void>((resolve) => setImmediate(resolve));
    return what !== 'none';
  }
}
