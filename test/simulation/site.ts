import type { KubeObject } from '../../operator/controller/object.ts';
import type { ResolvedFile } from '../../operator/model-store/report.ts';
import type { Write } from './api/objects.ts';
import type { ApiServer } from './api/server.ts';
import type { Loop } from './loop.ts';
import type { Random } from './random.ts';

/** What lies behind a bound claim. */
export interface Disk {
  claim: string;
  /** The only node that may mount it; undefined when any may. */
  node: string | undefined;
  /** Published models by digest. */
  models: Map<string, 'whole' | 'damaged'>;
  /** Whether there is no room for another model. */
  full: boolean;
  /** Whether the kubelet has given its root to the pods' group, which it does for mounts that are not read-only. */
  owned: boolean;
  /** Pods (by uid) that have it mounted, and on which node. */
  mounts: Map<string, string>;
}

/** What can become of a volume. */
export type Harm = 'damage' | 'wipe' | 'full' | 'lost';

export interface Node {
  name: string;
  labels: Record<string, string>;
  taints: string[];
  up: boolean;
  gone: boolean;
}

export interface StorageClass {
  immediate: boolean;
  expandable: boolean;
  /** Volumes are of one node. */
  local: boolean;
}

/** Everything of a cluster that is not an object of the API. */
export interface Site {
  readonly server: ApiServer;
  readonly loop: Loop;
  readonly disks: Map<string, Disk>;
  /** What the lexicons' ConfigMap held when the kubelet last gave it to a pod (by uid). */
  readonly lexicons: Map<string, unknown>;
  readonly nodes: Node[];
  readonly classes: Map<string, StorageClass>;
  /** Hosts that fail, with the reason that a download ends with. */
  readonly broken: Map<string, string>;
  /** What a source tells of a file whose digest is not known. */
  resolve(path: string): ResolvedFile;
  /** Pods that an autoscaler finds necessary. */
  load: number | undefined;
  /** What becomes of servers that ask for a GPU: they find one, or end once and then wait for it, or compute without it. */
  readonly gpus: 'work' | 'unusable' | 'fallback';
  /** Whether pods may be made: a quota. */
  podsAllowed: boolean;
  readonly random: (stream: string) => Random;
  /** How long one of the cluster's own programs takes to react. */
  lag(who: string): number;
  readonly probe: Probe;
}

/** What the invariants are told. */
export interface Probe {
  /** A container that serves has started. */
  started(pod: KubeObject, digest: string, content: 'whole' | 'damaged' | undefined, again: boolean): void;
  /** A container of the model store has started with a Secret and these hosts. */
  asks(pod: KubeObject, secret: string, hosts: string[]): void;
}

/** One of the cluster's programs: which keys a write makes it look at, and what it does about one. */
export interface Controller {
  name: string;
  wakes(write: Write): string[];
  act(key: string): void;
}

/** Has a controller look at keys, each once for however many writes, after its lag. */
export function attach(site: Site, controller: Controller): (key: string) => void {
  const waiting = new Set<string>();
  const wake = (key: string): void => {
    if (waiting.has(key)) return;
    waiting.add(key);
    site.loop.after(site.lag(controller.name), () => {
      waiting.delete(key);
      controller.act(key);
    });
  };
  site.server.onWrite((write) => {
    for (const key of controller.wakes(write)) wake(key);
  });
  return wake;
}

export function split(key: string): [namespace: string, name: string] {
  const at = key.indexOf('/');
  return [key.slice(0, at), key.slice(at + 1)];
}
