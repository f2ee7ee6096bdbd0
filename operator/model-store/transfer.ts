import { setTimeout as sleep } from 'node:timers/promises';
import { classify } from './failure.ts';
import { fetchFiles } from './fetch.ts';
import type { FetchContext } from './fetch.ts';
import { createClient } from './http/client.ts';
import type { ManifestFile } from './manifest.ts';
import type { Meter } from './progress.ts';
import type { Settings } from './settings.ts';
import type { Sources } from './source.ts';
import { blobsOf } from './sources/locate.ts';
import { makeFolder } from './volume.ts';
import type { Places } from './volume.ts';

/** What a caller may watch while a download runs. */
export interface Watch {
  meter: Meter;
  log: (message: string) => void;
}

/** What a transfer came to: optional files that could not be had, why the first of them, the types and hosts of sources used. */
export interface Transferred {
  missing: string[];
  why: string | undefined;
  used: string[];
}

/**
 * Brings all files into the staging folder, verified. Optional files are fetched beside the others with one attempt
 * each, and hold them up for no longer than the settings say. Nothing runs any more when this returns or throws.
 */
export async function transfer(
  wanted: ManifestFile[],
  sources: Sources,
  at: Places,
  settings: Settings,
  { meter, log }: Watch,
  signal: AbortSignal,
): Promise<Transferred> {
  const client = createClient(settings);
  const used = new Set<string>();
  const [stop, stopOptional] = [new AbortController(), new AbortController()];
  const signals = {
    required: AbortSignal.any([signal, stop.signal]),
    optional: AbortSignal.any([signal, stopOptional.signal]),
  };
  const queues = [limiter(settings.parallel), limiter(2)] as const;
  const common = () => ({ client, settings, meter, log, sources, used, blobs: new Map(), memo: new Map() });
  const required: FetchContext = {
    ...{ ...common(), places: at, attempts: settings.attempts, limit: queues[0].run, signal: signals.required },
    abort: (reason) => stop.abort(reason),
  };
  const optional: FetchContext = {
    ...{ ...common(), places: { ...at, partial: at.optional } },
    ...{ attempts: 1, limit: queues[1].run, signal: signals.optional, abort: () => undefined },
  };
  await makeFolder(required.places.partial);
  await makeFolder(optional.places.partial);
  const extra = fetchOptional(
    wanted.filter((file) => file.optional),
    optional,
  );
  try {
    await fetchFiles(
      wanted.filter((file) => !file.optional),
      required,
    );
    const patience = new AbortController();
    await Promise.race([
      extra,
      sleep(settings.optionalMs, undefined, { signal: patience.signal }).catch(() => undefined),
    ]);
    patience.abort();
    stopOptional.abort();
    const { missing, why } = await extra;
    signal.throwIfAborted();
    return { missing, why, used: [...used].sort() };
  } finally {
    stop.abort();
    stopOptional.abort();
    await extra;
    await Promise.all(queues.map((queue) => queue.idle()));
    await client.close();
  }
}

/** Fetches what can be had of the optional files and tells the rest, with the reason of the first. */
async function fetchOptional(
  files: ManifestFile[],
  at: FetchContext,
): Promise<{ missing: string[]; why: string | undefined }> {
  const missing: string[] = [];
  let why: string | undefined;
  await Promise.all(
    files.map(async (file) => {
      try {
        await fetchFiles([file], at);
      } catch (error) {
        missing.push(file.path);
        const failure = classify(error);
        why ??= at.signal.aborted ? 'they took too long' : `${failure.reason}: ${failure.message}`;
        const blobs = (at.sources[file.path] ?? []).flatMap((source) => blobsOf(source, file));
        for (const { key } of blobs) at.meter.drop(key);
      }
    }),
  );
  return { missing: missing.sort(), why };
}

/** Runs at most `most` pieces of work at a time, in the order they came; `idle` waits until none runs. */
function limiter(most: number): { run: FetchContext['limit']; idle(): Promise<unknown> } {
  let free = most;
  const waiting: (() => void)[] = [];
  const running = new Set<Promise<unknown>>();
  const run: FetchContext['limit'] = async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    const one = work();
    running.add(one);
    try {
      return await one;
    } finally {
      running.delete(one);
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
  return { run, idle: async () => Promise.allSettled([...running]) };
}
