import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreFailure, classify } from './failure.ts';
import { fetchFiles } from './fetch.ts';
import type { FetchContext } from './fetch.ts';
import { createClient } from './http/client.ts';
import type { Manifest, ManifestFile } from './manifest.ts';
import type { Meter } from './progress.ts';
import { addOptional, inventory, publish, reuse, unpublish } from './publish.ts';
import type { Settings } from './settings.ts';
import type { Sources } from './source.ts';
import { blobsOf } from './sources/locate.ts';
import { fileKey } from './sources/location.ts';
import { check } from './verify.ts';
import { freeBytes, places, sizeOf } from './volume.ts';
import type { Places } from './volume.ts';

/** One model to bring onto a volume. */
export interface Task {
  manifest: Manifest;
  digest: string;
  sources: Sources;
  modelPath: string;
}

/** What a download came to. `repaired` names files that were damaged on the volume. */
export interface Outcome {
  digest: string;
  filesVerified: number;
  filesTotal: number;
  missing: string[];
  whyMissing: string | undefined;
  repaired: string[];
  bytesFetched: number;
  sources: string[];
}

/** What a caller may watch while a download runs. */
export interface Watch {
  meter: Meter;
  log(message: string): void;
}

/**
 * Makes sure that a model is on the volume, whole and verified, fetching no more than what is not there. Throws a
 * StoreFailure; the published folder is then as it was, or absent if it was damaged, and the next call goes on.
 */
export async function download(task: Task, settings: Settings, watch: Watch, signal: AbortSignal): Promise<Outcome> {
  const { manifest, digest, modelPath } = task;
  const { meter } = watch;
  const at = places(modelPath, digest);
  const used = new Set<string>();
  meter.filesTotal = manifest.files.length;
  await mkdir(modelPath, { recursive: true });
  const found = await check(at.published, 'full', signal);
  const repaired = found.state === 'damaged' ? found.damaged.map((one) => one.path) : [];
  if (found.state === 'damaged') {
    const [first] = found.damaged;
    watch.log(`${repaired.length} damaged files, such as ${first?.path}, which ${first?.problem}; repairing`);
    await unpublish(at);
  }
  const published = found.state === 'whole' ? found : undefined;
  if (published) meter.filesVerified = manifest.files.length - published.missing.length;
  if (published?.missing.length === 0) return outcome([], undefined);

  // Optional files have their own partial files: the same archive may be wanted by both.
  const aside = { ...at, partial: join(at.staging, 'optional') };
  await mkdir(at.files, { recursive: true });
  await mkdir(at.partial, { recursive: true });
  await mkdir(aside.partial, { recursive: true });
  const notThere = published ? manifest.files.filter((file) => published.missing.includes(file.path)) : manifest.files;
  const wanted = await reuse(await inventory(notThere, at), at);
  meter.filesVerified = manifest.files.length - wanted.length;
  await plan(manifest.files, wanted, task.sources, at, meter);
  await checkSpace(wanted, task.sources, at, meter);

  const client = createClient(settings);
  const stop = new AbortController();
  const whole = AbortSignal.any([signal, stop.signal]);
  const context = (attempts: number, parallel: number, ends: AbortSignal, to: Places): FetchContext => ({
    ...{ client, settings, meter, places: to, sources: task.sources, used, attempts },
    ...{ limit: limiter(parallel), blobs: new Map(), located: new Map(), signal: ends },
  });
  const optionalStop = new AbortController();
  const optional = wanted.filter((file) => file.optional);
  const required = wanted.filter((file) => !file.optional);
  try {
    const extra = fetchOptional(optional, context(1, 2, AbortSignal.any([whole, optionalStop.signal]), aside));
    await fetchFiles(required, context(settings.attempts, settings.parallel, whole, at));
    await Promise.race([extra, sleep(settings.optionalMs, undefined, { signal, ref: false })]);
    optionalStop.abort();
    const { missing, why } = await extra;
    signal.throwIfAborted();
    if (missing.length > 0) watch.log(`${missing.length} optional files could not be had: ${why}`);
    if (published) {
      const added = wanted.filter((file) => !missing.includes(file.path));
      if (added.length > 0) await addOptional(added, digest, missing, at, new Date());
    } else {
      await publish(manifest, digest, missing, at, new Date());
    }
    return outcome(missing, why);
  } catch (error) {
    throw classify(error);
  } finally {
    stop.abort();
    await client.close();
  }

  function outcome(missing: string[], whyMissing: string | undefined): Outcome {
    const counts = { filesVerified: meter.filesVerified, filesTotal: meter.filesTotal, bytesFetched: meter.fetched };
    return { digest, ...counts, missing, whyMissing, repaired, sources: [...used].sort() };
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
        for (const source of at.sources[file.path] ?? [])
          for (const { key } of blobsOf(source, file)) at.meter.drop(key);
      }
    }),
  );
  return { missing: missing.sort(), why };
}

/** Announces to the meter what has to cross the network, counting what earlier runs already brought. */
async function plan(all: ManifestFile[], wanted: ManifestFile[], sources: Sources, at: Places, meter: Meter) {
  for (const file of wanted) {
    for (const { key, bytes } of blobsOf(sources[file.path]?.[0], file)) {
      const partial = join(at.partial, key);
      meter.expect(key, bytes, (await sizeOf(partial)) ?? (await sizeOf(`${partial}.part`)) ?? 0);
    }
  }
  for (const file of all) {
    for (const { key, bytes } of blobsOf(sources[file.path]?.[0], file)) {
      if (!meter.has(key)) meter.expect(key, bytes, bytes);
    }
  }
}

/** A volume gives space in pieces of about this size. */
const block = 4096;

/** Throws NoSpace before the first byte when the volume cannot hold what is to come. */
async function checkSpace(wanted: ManifestFile[], sources: Sources, at: Places, meter: Meter): Promise<void> {
  const unpacked = wanted.filter(
    (file) => !blobsOf(sources[file.path]?.[0], file).some(({ key }) => key === fileKey(file.sha256)),
  );
  const need = meter.remaining + unpacked.reduce((sum, file) => sum + Math.ceil(file.size / block) * block, 0);
  const free = await freeBytes(at.root);
  if (need > free) {
    const mib = (bytes: number) => `${Math.ceil(bytes / 2 ** 20)} MiB`;
    throw new StoreFailure('NoSpace', `the volume has ${mib(free)} free, and the download needs ${mib(need)}`);
  }
}

/** Runs at most `most` pieces of work at a time, in the order they came. */
function limiter(most: number): FetchContext['limit'] {
  let free = most;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free--;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else free++;
    }
  };
}
