import { setTimeout as sleep } from 'node:timers/promises';
import { progressText } from '../../operator/model-store/bar.ts';
import type { Target } from './target.ts';

interface Status {
  observedGeneration?: number;
  phase?: string;
  readyPods?: string;
  model?: {
    phase?: string;
    filesVerified?: string;
    bytesDownloaded?: number;
    bytesTotal?: number;
    bytesPerSecond?: number;
  };
  conditions?: { type: string; status: string; reason?: string; message?: string; observedGeneration?: number }[];
}

interface Service {
  metadata: { generation: number };
  status?: Status;
}

/** One line on how far a service is. */
export function statusLine(status: Status): string {
  const { model = {}, conditions = [] } = status;
  const { bytesDownloaded = 0, bytesTotal = 0, bytesPerSecond = 0, filesVerified = '0/0' } = model;
  if (model.phase === 'Downloading' && bytesTotal > 0) {
    const [done = 0, total = 0] = filesVerified.split('/').map(Number);
    const line = {
      type: 'progress' as const,
      bytesDownloaded,
      bytesTotal,
      bytesPerSecond,
      filesVerified: done,
      filesTotal: total,
    };
    return `model: ${progressText(line)}`;
  }
  if (model.phase !== 'Verified') {
    const why = conditions.find(({ type }) => type === 'ModelReady');
    return `model: ${model.phase ?? 'Pending'}${why?.message ? ` (${why.message})` : ''}`;
  }
  const ready = conditions.find(({ type }) => type === 'Ready');
  const why = ready?.status === 'False' && ready.message ? ` (${ready.reason}: ${ready.message})` : '';
  return `service: ${filesVerified} files verified, ${status.readyPods ?? '0'} pods ready${why}`;
}

// Reasons that waiting has never put right.
const hopeless = ['CrashLoopBackOff', 'ErrImageNeverPull', 'ImagePullBackOff', 'InvalidImageName'];

const isReady = ({ metadata, status }: Service) =>
  status?.observedGeneration === metadata.generation &&
  (status.conditions ?? []).some(({ type, status: value }) => type === 'Ready' && value === 'True');

/** Shows a TTSService's progress until it is Ready; throws after `patience` milliseconds without any change. */
export async function waitForService(
  at: Target,
  namespace: string,
  name: string,
  progress: (line: string) => void,
  patience = 300_000,
): Promise<void> {
  let [last, changed] = ['', Date.now()];
  for (;;) {
    const service = JSON.parse(await at.kubectl(['-n', namespace, 'get', 'tts', name, '-o', 'json'])) as Service;
    if (isReady(service)) {
      progress(statusLine(service.status ?? {}));
      return;
    }
    const line = statusLine(service.status ?? {});
    if (line !== last) {
      [last, changed] = [line, Date.now()];
      progress(line);
    }
    const reason = service.status?.conditions?.find(({ type }) => type === 'Ready')?.reason ?? '';
    if (Date.now() - changed > (hopeless.includes(reason) ? 30_000 : patience)) {
      const conditions = (service.status?.conditions ?? []).map(
        (c) => `  ${c.type}=${c.status} ${c.reason ?? ''}: ${c.message ?? ''}`,
      );
      throw new Error(
        `nothing has changed for ${Math.round((Date.now() - changed) / 1000)} s: ${line}\n${conditions.join('\n')}\n` +
          (await at.kubectl(['-n', namespace, 'get', 'pods,jobs,pvc', '-o', 'wide']).catch(() => '')),
      );
    }
    await sleep(1000);
  }
}
