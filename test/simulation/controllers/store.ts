import { createHash } from 'node:crypto';
import { parseDraft } from '../../../operator/model-store/draft.ts';
import type { Draft } from '../../../operator/model-store/draft.ts';
import { BadManifest } from '../../../operator/model-store/manifest.ts';
import type { Reason, ResultLine } from '../../../operator/model-store/report.ts';
import type { KubeObject } from '../../../operator/controller/object.ts';
import type { Container } from '../objects.ts';
import { envOf } from '../objects.ts';
import { filesIn, known } from '../models.ts';
import type { Disk, Site } from '../site.ts';

/** What a container of the model store comes to, and after how long; 'waits' until its volume changes. */
export type Run = { ms: number; result: ResultLine; publishes?: string } | 'waits';

const digests = new Map<string, { digest: string; files: number }>();

function manifestOf(text: string): { digest: string; files: number } {
  let found = digests.get(text);
  if (!found) {
    const { files = [] } = JSON.parse(text) as { files?: unknown[] };
    found = { digest: createHash('sha256').update(text).digest('hex'), files: files.length };
    digests.set(text, found);
  }
  return found;
}

function draftOf(text: string): Draft | string {
  try {
    return parseDraft(text);
  } catch (error) {
    if (error instanceof BadManifest) return error.message;
    throw error;
  }
}

/** The hosts that a download asks, from its sources and registries. */
export function hostsOf(container: Container, files: KubeObject | undefined): string[] {
  const key = (envOf(container, 'MODEL_SOURCES_FILE') ?? '').split('/').at(-1) ?? '';
  const { [key]: sources = '' } = (files?.['data'] ?? {}) as Record<string, string>;
  const registries = ['TTS_NPM_REGISTRY', 'TTS_PYPI_INDEX'].map((name) => envOf(container, name) ?? '');
  const found = [...sources.matchAll(/"https?:\/\/([^/"]+)/g), ...registries.map((url) => /\/\/([^/]+)/.exec(url))];
  return [...new Set(found.flatMap((match) => match?.[1] ?? []))].sort();
}

/** How long a check waits for files that are not there (operator/model-store/main.ts). */
export function patienceOf(container: Container): number {
  return (Number(envOf(container, 'MODEL_WAIT_SECONDS')) || 60) * 1000;
}

/** Plays `pull`, `verify` and `resolve` (docs/architecture.md, the contract). */
export function runStore(
  site: Site,
  container: Container,
  disk: Disk | undefined,
  files: KubeObject | undefined,
  waitedMs: number,
): Run {
  const [verb] = container.args ?? [];
  const random = site.random('store');
  const failed = (ms: number, reason: Reason, message: string): Run => ({
    ms,
    result: { type: 'result', phase: 'Failed', reason, message },
  });
  const wanted = envOf(container, 'MODEL_DIGEST') ?? '';
  const data = (files?.['data'] ?? {}) as Record<string, string>;

  if (verb === 'verify') {
    const content = disk?.models.get(wanted);
    const patience = patienceOf(container);
    if (content === 'damaged')
      return failed(500, 'Damaged', '1 files differ from the manifest: model.onnx has 1 bytes instead of 2');
    if (content === undefined) {
      if (waitedMs >= patience)
        return failed(0, 'NotPublished', `the folder did not appear within ${patience / 1000} s`);
      return 'waits';
    }
    const total = filesIn(wanted);
    const ms = random.chance(0.03) ? 25_000 : 300 + random.below(1500);
    return {
      ms,
      result: { type: 'result', phase: 'Verified', digest: wanted, filesVerified: total, filesTotal: total },
    };
  }

  const sources = envOf(container, 'MODEL_SOURCES_FILE')?.split('/').at(-1) ?? '';
  if (data[sources] === undefined) return failed(300, 'BadConfiguration', `MODEL_SOURCES_FILE: there is no ${sources}`);
  const broken = hostsOf(container, files)
    .map((host) => site.broken.get(host))
    .find((reason) => reason !== undefined);
  if (verb === 'resolve') {
    if (broken) return failed(2_000, broken as Reason, 'the source fails');
    const draft = draftOf(data['manifest.json'] ?? '');
    if (typeof draft === 'string') return failed(300, 'BadManifest', draft);
    const resolved = draft.files.map(({ path }) => site.resolve(path));
    return { ms: 1_000 + random.below(3_000), result: { type: 'result', phase: 'Resolved', digest: wanted, resolved } };
  }

  const { digest, files: total } = manifestOf(data['manifest.json'] ?? '{"files":[]}');
  known(digest, total);
  if (wanted !== '' && wanted !== digest)
    return failed(300, 'BadManifest', `MODEL_DIGEST is ${wanted}, but the manifest has digest ${digest}`);
  if (!disk?.owned) return failed(300, 'PermissionDenied', 'mkdir /models: permission denied');
  const whole = disk.models.get(digest) === 'whole';
  if (!whole && disk.full) return failed(2_000, 'NoSpace', 'no space left on device');
  if (!whole && broken) return failed(2_000, broken as Reason, 'the source fails');
  return {
    ms: whole ? 500 : 2_000 + random.below(20_000),
    publishes: digest,
    result: {
      type: 'result',
      phase: 'Published',
      digest,
      filesVerified: total,
      filesTotal: total,
      sources: ['https mirror.example'],
    },
  };
}
