import type { Logger } from 'pino';
import { readConfig } from '../../operator/config.ts';
import type { OperatorConfig } from '../../operator/config.ts';
import type { Clock } from '../../operator/controller/clock.ts';
import { runOperator } from '../../operator/operator.ts';
import type { ApiError } from '../../operator/cluster/api.ts';
import { KIND } from '../../operator/api/fields.ts';
import type { Spec } from '../../operator/api/ttsservice.ts';
import { keyOf } from '../../operator/controller/object.ts';
import type { KubeObject } from '../../operator/controller/object.ts';
import { isManaged } from '../../operator/objects/metadata.ts';
import type { Action } from './actions.ts';
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
import type { Process } from './loop.ts';
import { Network } from './network.ts';
import type { Fate, Weather } from './network.ts';
import type { Claim, Deployment, Pod } from './objects.ts';
import { Random } from './random.ts';
import type { Disk, Node, Probe, Site, StorageClass } from './site.ts';
import { attach } from './site.ts';
import { resolveFile } from './specs.ts';
import { imageContents, modelDigest } from './models.ts';

/** When every simulation begins. */
export const EPOCH = Date.parse('2026-01-01T00:00:00Z');
/** As whom the operator writes. */
export const OPERATOR = 'tts-operator';
export const NAMESPACES = ['n1', 'n2'] as const;

/** What a simulation is like, apart from what happens in it. */
export interface Setup {
  seed: number;
  watch: string[];
  defaultClass: string | undefined;
  operators: number;
  workers: number;
  relistSeconds: number;
  /** Nothing is late, lost or broken. */
  calm: boolean;
  /** How often every service is looked at without an event; rarely, so that a missing wake-up is a standstill. */
  resyncSeconds: number;
  /** Pods get a container that runs on, as service meshes do. */
  sidecars: boolean;
}

/** A field that another manager sets again and again. */
export interface Contest {
  kind: ModelKind;
  patch: unknown;
  until: number;
}

const BASE = readConfig({
  TTS_NPM_REGISTRY: 'https://npm.example',
  TTS_PYPI_INDEX: 'https://pypi.example/simple',
});

const silent = {
  info() {},
  warn() {},
  error() {},
  debug() {},
  trace() {},
  fatal() {},
  child: () => silent,
} as unknown as Logger;

export interface RunningOperator extends Process {
  network: Network;
  abort: AbortController;
  skewMs: number;
}

/** A cluster with its controllers, and operators that run in it, on virtual time. */
export class World implements Site, Weather {
  readonly setup: Setup;
  readonly loop = new Loop();
  readonly server: ApiServer;
  readonly disks = new Map<string, Disk>();
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
  readonly operators: RunningOperator[] = [];
  /** How bad the network and the API server are, 0 to 1. */
  storm = 0;
  calm: boolean;
  load: number | undefined = 2;
  podsAllowed = true;
  probe: Probe = { started: () => undefined, asks: () => undefined };
  /** Set to have what happens told. */
  trace: ((line: string) => void) | undefined;
  readonly #schedule: (key: string) => void;
  readonly #streams = new Map<string, Random>();
  readonly #lived: RunningOperator[] = [];

  constructor(setup: Setup) {
    this.setup = setup;
    this.calm = setup.calm;
    this.rules = {
      defaultClass: setup.defaultClass,
      mutate: (kind, object, old) => this.#mutated(kind, object, old),
      refuse: (kind, _object, _old, user) => this.#refuse(kind, user),
      expandable: (name) => this.classes.get(name ?? '')?.expandable ?? false,
    };
    this.server = new ApiServer(() => EPOCH + this.loop.now, this.rules);
    this.server.logOf = () =>
      '{"type":"progress","bytesDownloaded":1,"bytesTotal":2,"filesVerified":0,"filesTotal":2,"bytesPerSecond":1}\n';
    this.kubelet = kubelet(this, imageContents);
    for (const controller of [claims(this), jobs(this), deployments(this), garbage(this), this.kubelet])
      attach(this, controller);
    this.#schedule = attach(this, scheduler(this));
    this.wakeAutoscaler = attach(this, autoscalers(this));
  }

  random = (stream: string): Random => {
    const known = this.#streams.get(stream) ?? new Random(this.setup.seed, stream);
    this.#streams.set(stream, known);
    return known;
  };

  resolve = resolveFile;

  lag(who: string): number {
    if (this.calm) return 5;
    const random = this.random(`lag ${who}`);
    return random.chance(0.03) ? random.below(20_000) : 1 + random.below(100);
  }

  request(process: Process): Fate {
    if (this.calm) return { kind: 'well', there: 1, back: 1 };
    const random = this.random(`request ${process.name.split('#')[0]}`);
    const there = random.chance(0.02) ? random.below(5_000) : 1 + random.below(30);
    const back = random.chance(0.02) ? random.below(5_000) : 1 + random.below(30);
    const chance = random.next();
    if (chance >= this.storm) return { kind: 'well', there, back };
    const what = random.weighted({ fails: 5, lost: 3, late: 2 });
    if (what === 'late') return { kind: 'well', there, back: random.below(40_000) };
    if (what === 'lost') return { kind: 'lost', there, back };
    const status = random.pick([undefined, 500, 503, 429, 401, 403]);
    return { kind: 'fails', there, status, ...(status === 429 ? { retryAfter: 1 } : {}) };
  }

  event(process: Process): { delay: number; twice: boolean; breaks: boolean } {
    if (this.calm) return { delay: 1, twice: false, breaks: false };
    const random = this.random(`event ${process.name.split('#')[0]}`);
    const delay = random.chance(0.02) ? random.below(10_000) : 1 + random.below(50);
    return { delay, twice: random.chance(0.01), breaks: random.chance(0.002 + this.storm / 20) };
  }

  /** Starts an operator, as its Deployment would after a crash. */
  startOperator(index: number): RunningOperator {
    const process = { name: `operator-${index}#${this.#lived.length + 1}`, alive: true, frozenUntil: 0 };
    const network = new Network(this.server, this.loop, process, this, OPERATOR);
    const operator: RunningOperator = Object.assign(process, { network, abort: new AbortController(), skewMs: 0 });
    const config: OperatorConfig = {
      ...BASE,
      ...{ identity: process.name, watchNamespaces: this.setup.watch, workers: this.setup.workers },
      ...{
        leaderElect: this.setup.operators > 1,
        relistSeconds: this.setup.relistSeconds,
        resyncSeconds: this.setup.resyncSeconds,
      },
    };
    const random = this.random(`process ${index}`);
    const clock: Clock = {
      monotonic: () => this.loop.now,
      wall: () => EPOCH + this.loop.now + operator.skewMs,
      after: (ms, call) => this.loop.after(ms, call, operator),
      random: () => random.next(),
    };
    this.operators[index] = operator;
    this.#lived.push(operator);
    const log = this.trace ? this.#log(process.name) : silent;
    runOperator({ api: network, config, clock, log, signal: operator.abort.signal }).done.then(
      (asked) => {
        if (!asked && operator.alive) this.crash(index, 2_000);
      },
      (error: unknown) => {
        operator.alive = false;
        this.failure ??= error as Error;
      },
    );
    return operator;
  }
  /** What an operator threw that should never throw. */
  failure: Error | undefined;

  /** Ends the simulation; without it the runtime holds on to every signal that an operator has made of others. */
  end(): void {
    for (const operator of this.#lived) {
      operator.alive = false;
      operator.abort.abort();
    }
  }

  crash(index: number, downMs: number): void {
    const operator = this.operators[index];
    if (!operator?.alive) return;
    operator.alive = false;
    for (const close of [...operator.network.open]) close();
    this.loop.after(downMs, () => this.startOperator(index));
  }

  /** Asks an operator to end, as an upgrade does, and starts the next one. */
  restart(index: number, downMs: number): void {
    const operator = this.operators[index];
    if (!operator?.alive || operator.abort.signal.aborted) return;
    operator.abort.abort();
    this.loop.after(1_000 + downMs, () => {
      if (!operator.alive) return; // it has crashed meanwhile, and is started by that
      operator.alive = false;
      for (const close of [...operator.network.open]) close();
      this.startOperator(index);
    });
  }

  /** What another's webhook makes of an object. */
  #mutated(kind: ModelKind, object: KubeObject, old: KubeObject | undefined): KubeObject {
    if (kind === 'Pod' && !old && this.setup.sidecars) {
      const { spec } = object as Pod;
      return { ...object, spec: { ...spec, containers: [...spec.containers, { name: 'mesh', image: 'mesh' }] } };
    }
    const { contest } = this;
    if (contest?.kind !== kind || this.loop.now > contest.until || !isManaged(object)) return object;
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
    this.storm = 0;
    this.podsAllowed = true;
    this.calm = true;
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
    for (const operator of this.operators) {
      operator.frozenUntil = 0;
      operator.skewMs = 0;
    }
  }

  /** People put on their own claims what their services want of them. */
  fillClaims(): void {
    for (const { metadata, spec } of this.server.all(KIND)) {
      const { storage } = spec as Spec;
      const claim = this.server.get<Claim>('PersistentVolumeClaim', metadata.namespace ?? '', storage.claimName ?? '');
      const digest = modelDigest(spec as Spec);
      if (claim && digest !== undefined) this.disks.get(claim.metadata.uid ?? '')?.models.set(digest, 'whole');
    }
    this.kubelet.wakeAll();
  }

  tamper(claim: Claim, how: 'damage' | 'wipe' | 'full' | 'lost'): void {
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

  #log(name: string): Logger {
    const say =
      (level: string) =>
      (data: Record<string, unknown> | string, message = '') => {
        const { err, ...rest } = typeof data === 'string' ? { err: undefined } : data;
        const words = typeof data === 'string' ? data : message;
        this.trace?.(`${name} ${level}: ${words} ${JSON.stringify(rest)} ${err instanceof Error ? err.message : ''}`);
      };
    const log: unknown = { info: say('info'), warn: say('warn'), error: say('error'), debug() {}, child: () => log };
    return log as Logger;
  }
}
