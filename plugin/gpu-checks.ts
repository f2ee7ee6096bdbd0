import { quantityValue } from '../operator/controller/drift.ts';
import type { Connection } from './connection.ts';
import type { Finding } from './finding.ts';
import { fail, ok, warn } from './finding.ts';
import type { Service } from './inventory.ts';

interface Node {
  spec?: { unschedulable?: boolean };
  status?: { allocatable?: Record<string, string>; conditions?: { type: string; status: string }[] };
}

/** Whether nodes that take pods have the GPUs that the services want, enough of them for one pod on one node. */
export async function gpuFindings(at: Connection, subjects: Service[]): Promise<Finding[]> {
  const wanted = new Map<string, number>();
  for (const { spec } of subjects) {
    if (spec.compute.device !== 'gpu') continue;
    const name = spec.compute.gpu?.resourceName ?? 'nvidia.com/gpu';
    wanted.set(name, Math.max(wanted.get(name) ?? 0, spec.compute.gpu?.count ?? 1));
  }
  if (wanted.size === 0) return [];
  const { items } = await at.api.json<{ items: Node[] }>('GET', '/api/v1/nodes');
  return [...wanted].map(([name, ofOnePod]) => {
    const counts = (nodes: Node[]) => nodes.map(({ status }) => quantityValue(status?.allocatable?.[name] ?? 0) ?? 0);
    const taking = counts(items.filter(takesPods));
    const count = sum(taking);
    if (count === 0)
      return sum(counts(items)) > 0
        ? fail(`no node that is ready and not cordoned has ${name}`)
        : fail(`no node has ${name}: install its device plugin, or use compute.device: cpu`);
    const most = Math.max(...taking);
    return most < ofOnePod
      ? warn(`the nodes have ${count} ${name}, but no node has ${ofOnePod}, which is compute.gpu.count of a service`)
      : ok(`the nodes have ${count} ${name}`);
  });
}

function takesPods({ spec, status }: Node): boolean {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready');
  return spec?.unschedulable !== true && (ready === undefined || ready.status === 'True');
}

const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);
