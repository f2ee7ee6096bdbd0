import { z } from 'zod';
import type { Judgement, Problem } from '../api/conditions.ts';
import { no, unknown, yes } from '../api/conditions.ts';
import type { TTSService } from '../api/resource.ts';
import type { KubeObject } from '../controller/object.ts';
import type { ContainerStatus } from '../controller/workloads.ts';
import { hasEnded, podStatus } from '../controller/workloads.ts';
import { reportsGpu, usesGpu } from '../objects/deployment.ts';
import { CONTAINER } from '../api/names.ts';
import { LABEL } from '../objects/metadata.ts';

/** What a server leaves in its termination message about its GPU (docs/architecture.md, the contract). */
const gpuReport = z.object({
  type: z.literal('gpu'),
  reason: z.enum(['GpuUnusable', 'GpuFallback']),
  message: z.string(),
});

/** What the last run of a server reported about its GPU when it ended. */
export function gpuProblem({ lastState, state }: ContainerStatus): Problem | undefined {
  const ended = state?.terminated ?? lastState?.terminated;
  try {
    const { reason, message } = gpuReport.parse(JSON.parse(ended?.message ?? ''));
    return { reason, message };
  } catch {
    return undefined;
  }
}

/** Whether the pods that serve compute on the GPU that the spec asks for; undefined of a service that asks for none. */
export function judgeGpu(service: TTSService, { pods }: { pods: KubeObject[] }): Judgement | undefined {
  if (!usesGpu(service)) return undefined;
  const seen = pods
    .filter((pod) => pod.metadata.labels?.[LABEL.device] === 'gpu' && !pod.metadata.deletionTimestamp && !hasEnded(pod))
    .map((pod) => {
      const server = podStatus(pod).containerStatuses?.find(({ name }) => name === CONTAINER.server);
      return { name: pod.metadata.name, ready: isReady(pod), problem: server && gpuProblem(server) };
    });
  const serving = seen.filter(({ ready }) => ready);
  const onCpu = serving.filter(({ problem }) => problem?.reason === 'GpuFallback');
  const unusable = seen.find(({ ready, problem }) => !ready && problem !== undefined);
  const [first] = onCpu;
  if (first)
    return no(
      'GpuFallback',
      `${onCpu.length} of ${serving.length} pods that serve compute on the CPU. Pod ${first.name}: ${first.problem!.message}`,
    );
  if (unusable) return no(unusable.problem!.reason, `Pod ${unusable.name}: ${unusable.problem!.message}`);
  if (serving.length === 0) return unknown('Starting', 'No pod with a GPU serves yet.');
  if (!reportsGpu(service))
    return unknown(
      'NotReported',
      'spec.server.env turns TTS_GPU_REPORT off, so pods do not report what they compute on.',
    );
  return yes('OnGpu', `${serving.length} of ${serving.length} pods that serve compute on a GPU.`);
}

function isReady(pod: KubeObject): boolean {
  return podStatus(pod).conditions?.some(({ type, status }) => type === 'Ready' && status === 'True') ?? false;
}
