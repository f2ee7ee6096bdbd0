import type { ModelKind } from './api/kinds.ts';
import { Random } from './random.ts';

/** When every simulation begins. */
export const EPOCH = Date.parse('2026-01-01T00:00:00Z');
/** As whom the operator writes. */
export const OPERATOR = 'tts-operator';
export const NAMESPACES = ['n1', 'n2'] as const;
/** What the operator makes. */
export const CHILDREN: ModelKind[] = [
  ...(['ConfigMap', 'PersistentVolumeClaim', 'Job', 'Deployment', 'Service'] as const),
  ...(['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'NetworkPolicy'] as const),
];

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
  /** Whether the operator's configuration has registries. */
  registries: boolean;
  /** Whether the Secrets, claims and ConfigMaps that specs name are there from the start. */
  prepared: boolean;
  /** The API server puts no more objects than this on a page of a list. */
  pageSize: number;
}

function orNone(name: string): string | undefined {
  return name === 'none' ? undefined : name;
}

/** The world that a seed stands for. */
export function setupOf(seed: number): Setup {
  const random = new Random(seed, 'setup');
  return {
    seed,
    watch:
      random.weighted({ all: 5, one: 2, two: 3 }) === 'all'
        ? []
        : random.chance(0.5)
          ? [...NAMESPACES]
          : [NAMESPACES[0]],
    defaultClass: orNone(random.weighted({ fast: 4, local: 3, slow: 2, none: 0.4 })),
    operators: random.chance(0.2) ? 2 : 1,
    workers: random.pick([1, 2, 8]),
    relistSeconds: random.chance(0.2) ? 60 : 86_400,
    calm: random.chance(0.1),
    resyncSeconds: random.chance(0.3) ? 600 : 86_400,
    sidecars: random.chance(0.1),
    registries: !random.chance(0.1),
    pageSize: random.chance(0.15) ? 2 : 500,
    prepared: random.chance(0.7),
  };
}
