import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { download } from '../download.ts';
import type { Outcome, Task } from '../download.ts';
import { manifestDigest } from '../manifest.ts';
import type { Manifest } from '../manifest.ts';
import { Meter } from '../progress.ts';
import { readSettings } from '../settings.ts';
import type { Sources } from '../source.ts';

/** A made-up model with random contents, as a manifest and as the files of a server. */
export interface Sample {
  manifest: Manifest;
  digest: string;
  contents: Map<string, Buffer>;
  /** The same files by the path of their URL. */
  served: Map<string, Buffer>;
  bytes: number;
}

export function makeSample(sizes: Record<string, number>, optional: string[] = []): Sample {
  const contents = new Map(Object.entries(sizes).map(([path, size]) => [path, randomBytes(size)]));
  const manifest: Manifest = {
    schemaVersion: 1,
    name: 'sample',
    precision: 'q8',
    files: [...contents].map(([path, body]) => ({
      ...{ path, size: body.length, sha256: sha256(body), role: 'other' as const },
      ...(optional.includes(path) ? { optional: true as const } : {}),
    })),
  };
  const served = new Map([...contents].map(([path, body]) => [`/${path}`, body]));
  const bytes = [...contents.values()].reduce((sum, body) => sum + body.length, 0);
  return { manifest, digest: manifestDigest(manifest), contents, served, bytes };
}

/** Every file of a sample from one or more servers, in order. */
export function sourcesAt(sample: Sample, ...urls: string[]): Sources {
  const list = (path: string) => urls.map((url) => ({ type: 'https' as const, url: `${url}/${path}`, auth: true }));
  return Object.fromEntries([...sample.contents.keys()].map((path) => [path, list(path)]));
}

/** The environment of a downloader that may talk to servers on this machine and is not patient. */
export const testEnvironment = {
  MODEL_ALLOWED_SCHEMES: 'http',
  MODEL_ALLOWED_HOSTS: '127.0.0.1',
  MODEL_STALL_SECONDS: '0.4',
  MODEL_CONNECT_SECONDS: '2',
  MODEL_OPTIONAL_SECONDS: '1',
  MODEL_ATTEMPTS: '3',
  MODEL_BACKOFF_SECONDS: '0.02',
};

/** Downloads a sample within this process. */
export async function pullSample(
  sample: Sample,
  sources: Sources,
  modelPath: string,
  env: Record<string, string> = {},
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome & { log: string[]; meter: Meter }> {
  const meter = new Meter();
  const log: string[] = [];
  const task: Task = { manifest: sample.manifest, digest: sample.digest, sources, modelPath };
  const watch = { meter, log: (message: string) => void log.push(message) };
  return { ...(await download(task, readSettings({ ...testEnvironment, ...env }), watch, signal)), log, meter };
}

/** A folder below the system's temporary one, removed when the test is over. */
export async function scratch(): Promise<{ path: string; [Symbol.asyncDispose](): Promise<void> }> {
  const path = await mkdtemp(join(tmpdir(), 'model-store-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

export const sha256 = (body: Buffer | string) => createHash('sha256').update(body).digest('hex');
