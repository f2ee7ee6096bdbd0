import { z } from 'zod';
import { CONTAINER } from '../api/names.ts';
import type { KubeObject } from '../controller/object.ts';
import { podStatus } from '../controller/workloads.ts';
import { lastResult } from '../model-store/report.ts';
import { ANNOTATION } from '../objects/metadata.ts';
import { PREPARED_KEY, PREPARED_WITH_KEY } from '../objects/prepared.ts';
import type { PreparedModels, PreparedRecord, PreparedWith } from '../objects/prepared.ts';
import type { Observed } from '../observe/observed.ts';

/** More than a volume keeps: versions of the runtime, and kinds of CPU. */
const MOST = 8;

/** Images of the runtime that are remembered: of two operators at work during an upgrade, and those before. */
const MOST_IMAGES = 4;

const RecordText = z.record(z.string(), z.string());
const WithText = z.object({ verified: z.string(), images: z.array(z.string()) });

/**
 * The record of what pods have prepared. What the first pod reports of a name stays: preparing the same model in the same way
 * gives the same bytes. Where there are too many, the oldest names go. A volume that is verified anew may have lost what it kept: which
 * images find it there is asked again, and the seals stay.
 */
export function preparedModels(
  { manifest, readers }: Pick<Observed, 'manifest' | 'readers'>,
  verified: string | undefined,
): PreparedModels {
  const reports = readers.flatMap(reportOf).sort((a, b) => (a.name < b.name ? -1 : 1));
  const record: Record<string, string> = { ...sealsIn(manifest) };
  for (const { name, seal } of reports) if (!Object.hasOwn(record, name)) record[name] = seal;
  const seals = Object.fromEntries(Object.entries(record).slice(-MOST));
  if (verified === undefined) return { seals };
  const known = withIn(manifest);
  const since = reports.flatMap(({ image, at }) =>
    image !== undefined && Date.parse(at) >= Date.parse(verified) ? image : [],
  );
  const images = [...new Set([...(known?.verified === verified ? known.images : []), ...since])].slice(-MOST_IMAGES);
  return images.length === 0 ? { seals } : { seals, with: { verified, images } };
}

/** Whether pods of this image find on the volume, as it was verified last, what they would prepare. */
export function isPrepared(manifest: KubeObject | undefined, image: string): boolean {
  const known = withIn(manifest);
  return (
    known?.verified === manifest?.metadata.annotations?.[ANNOTATION.verifiedTime] &&
    known?.images.includes(image) === true
  );
}

function sealsIn(manifest: KubeObject | undefined): PreparedRecord {
  return read(manifest, PREPARED_KEY, RecordText) ?? {};
}

function withIn(manifest: KubeObject | undefined): PreparedWith | undefined {
  return read(manifest, PREPARED_WITH_KEY, WithText);
}

function read<T>(manifest: KubeObject | undefined, key: string, shape: z.ZodType<T>): T | undefined {
  const text = (manifest?.data as Record<string, string> | undefined)?.[key];
  try {
    return shape.safeParse(JSON.parse(text ?? '')).data;
  } catch {
    return undefined;
  }
}

interface Report {
  name: string;
  seal: string;
  /** Of the pod that reports, as its template names it. */
  image: string | undefined;
  /** When it did (RFC 3339). */
  at: string;
}

function reportOf(pod: KubeObject): Report[] {
  return (podStatus(pod).initContainerStatuses ?? []).flatMap(({ name: container, state }) => {
    if (container !== CONTAINER.prepare || state?.terminated?.exitCode !== 0) return [];
    const { phase, name, seal, image } = lastResult(state.terminated.message) ?? {};
    if (phase !== 'Prepared' || name === undefined || seal === undefined) return [];
    return [{ name, seal, image, at: state.terminated.finishedAt ?? '' }];
  });
}
