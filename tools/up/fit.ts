import { quantityValue } from '../../operator/controller/drift.ts';

/** The parts of the sample that depend on how much a machine holds. */
export interface Sample {
  spec: {
    model: Record<string, unknown>;
    storage: { className?: string };
    image?: { repository: string; tag?: string; digest?: string };
    compute: { resources: { requests: Record<'cpu' | 'memory', string>; limits: Record<'cpu' | 'memory', string> } };
    scaling: { minReplicas: number; maxReplicas: number; targetCPUUtilization: number };
  };
}

/** The StorageClasses of a cluster. */
export interface Classes {
  names: string[];
  default: string | undefined;
}

/** CPU in thousandths of a core and memory in bytes. */
export interface Capacity {
  cpu: number;
  memory: number;
}

/** A Kubernetes quantity of CPU, in thousandths of a core. */
export const parseCpu = (text: string): number => (quantityValue(text) ?? NaN) * 1000;

/** A Kubernetes quantity of memory, in bytes. */
export const parseMemory = (text: string): number => quantityValue(text) ?? NaN;

// What else asks for room while the sample runs: the operator, a download Job, a pod to look around with.
const others: Capacity = { cpu: 200, memory: 512 * 2 ** 20 };

/**
 * Lowers `maxReplicas` to a pod per core (one more than the least at least), and the requests until so many pods fit into `free`; keeps the autoscaler's threshold where it was
 * as far as percent allow. A StorageClass that the cluster lacks becomes the default one. Gives the sample and what was changed, or why it cannot be.
 */
export function fitSample<T extends Sample>(
  sample: T,
  free: Capacity,
  classes: Classes,
): { sample: T; changes: string[] } {
  const fitted = structuredClone(sample);
  const { requests } = fitted.spec.compute.resources;
  const { scaling } = fitted.spec;
  const changes = fitStorage(fitted, classes);
  const pods = Math.min(scaling.maxReplicas, Math.max(scaling.minReplicas + 1, Math.floor(free.cpu / 1000)));
  if (pods < scaling.maxReplicas) {
    changes.push(`maxReplicas ${scaling.maxReplicas} -> ${pods}`);
    scaling.maxReplicas = pods;
  }
  const room = pods + 1; // a rollout starts a new pod before it ends an old one
  const cpu = Math.floor((free.cpu - others.cpu) / room / 10) * 10;
  const wantedCpu = parseCpu(requests.cpu);
  if (cpu < wantedCpu) {
    const least = Math.max(cpu, 10);
    requests.cpu = `${least}m`;
    changes.push(`requests.cpu ${wantedCpu}m -> ${least}m`);
    const target = Math.min(100, Math.round((scaling.targetCPUUtilization * wantedCpu) / least));
    if (target !== scaling.targetCPUUtilization) {
      changes.push(`targetCPUUtilization ${scaling.targetCPUUtilization} -> ${target}`);
      scaling.targetCPUUtilization = target;
    }
  }
  const mebibytes = Math.floor((free.memory - others.memory) / room / 2 ** 20);
  const wantedMemory = parseMemory(requests.memory) / 2 ** 20;
  if (mebibytes < wantedMemory) {
    requests.memory = `${Math.max(mebibytes, 64)}Mi`;
    changes.push(`requests.memory ${wantedMemory}Mi -> ${requests.memory}`);
  }
  return { sample: fitted, changes };
}

function fitStorage({ spec: { storage } }: Sample, classes: Classes): string[] {
  const { className } = storage;
  if (className === undefined || classes.names.includes(className)) return [];
  if (classes.default === undefined)
    throw new Error(
      `this cluster has no StorageClass ${className}, and none is its default: make one the default, or write one of [${classes.names.join(', ')}] into config/samples/pattern-tts.yaml`,
    );
  delete storage.className;
  return [`storage.className ${className} -> the default, ${classes.default}`];
}
