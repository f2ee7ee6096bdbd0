import { z } from 'zod';
import { CONTAINER } from '../api/names.ts';
import type { KubeObject } from '../controller/object.ts';
import { podStatus } from '../controller/workloads.ts';
import { lastResult } from '../model-store/report.ts';
import { PREPARED_KEY } from '../objects/prepared.ts';
import type { PreparedRecord } from '../objects/prepared.ts';
import type { Observed } from '../observe/observed.ts';

/** More than a volume keeps: versions of the runtime, and kinds of CPU. */
const MOST = 8;

const RecordText = z.record(z.string(), z.string());

/**
 * The record of what pods have prepared. What the first pod reports of a name stays: preparing the same model in the same way
 * gives the same bytes. Where there are too many, the oldest names go.
 */
export function preparedRecord({ manifest, readers }: Pick<Observed, 'manifest' | 'readers'>): PreparedRecord {
  const record: Record<string, string> = { ...recordIn(manifest) };
  for (const { name, seal } of readers.flatMap(reportOf).sort((a, b) => (a.name < b.name ? -1 : 1)))
    if (!Object.hasOwn(record, name)) record[name] = seal;
  return Object.fromEntries(Object.entries(record).slice(-MOST));
}

function recordIn(manifest: KubeObject | undefined): PreparedRecord {
  const text = (manifest?.data as Record<string, string> | undefined)?.[PREPARED_KEY];
  try {
    return RecordText.parse(JSON.parse(text ?? '{}'));
  } catch {
    return {};
  }
}

function reportOf(pod: KubeObject): { name: string; seal: string }[] {
  return (podStatus(pod).initContainerStatuses ?? []).flatMap(({ name: container, state }) => {
    if (container !== CONTAINER.prepare || state?.terminated?.exitCode !== 0) return [];
    const { phase, name, seal } = lastResult(state.terminated.message) ?? {};
    return phase === 'Prepared' && name !== undefined && seal !== undefined ? [{ name, seal }] : [];
  });
}
