import { copyFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fetchBlob } from './blob.ts';
import type { BlobContext } from './blob.ts';
import { extractTar, extractZip } from './extract.ts';
import type { Target } from './extract.ts';
import { StoreFailure, classify } from './failure.ts';
import type { ManifestFile } from './manifest.ts';
import type { Reason } from './report.ts';
import type { Source, Sources } from './source.ts';
import { blobsOf, locate } from './sources/locate.ts';
import type { Blob, Location, SourceContext } from './sources/location.ts';
import { problemOf } from './verify.ts';
import { makeFolder } from './volume.ts';
import type { Places } from './volume.ts';

/** Faults of the volume or the task: another source would not help. */
const final = new Set<Reason>([
  'NoSpace',
  'ReadOnlyVolume',
  'PermissionDenied',
  'VolumeError',
  'BadConfiguration',
  'Internal',
]);

export interface FetchContext extends BlobContext, SourceContext {
  places: Places;
  sources: Sources;
  /** At most so many blobs at the same time. */
  limit: <T>(work: () => Promise<T>) => Promise<T>;
  /** Stops everything else when one file cannot be had. */
  abort: (reason: unknown) => void;
  /** Blobs that are being fetched or are here, by key. */
  blobs: Map<string, Promise<string>>;
  /** Types and hosts of the sources that served something. */
  used: Set<string>;
}

/**
 * Brings files into the staging folder, each verified, trying each file's sources in order. Files of one archive are
 * taken out of it in one pass. Throws what the first source of a file said when all of them fail.
 */
export async function fetchFiles(files: ManifestFile[], at: FetchContext): Promise<void> {
  const unique = new Map(files.map((file) => [file.sha256, file]));
  await all(
    groups([...unique.values()], 0, at).map((group) => fetchGroup(group, 0, [], at)),
    at,
  );
  for (const file of files) {
    const same = unique.get(file.sha256);
    if (!same || same === file) continue;
    await copyVerified(join(at.places.files, same.path), targetOf(file, at));
    await place(targetOf(file, at), at);
  }
}

/** Waits for every piece of work, also when one fails: then the others are told to stop, and that failure is thrown. */
async function all(work: Promise<void>[], at: FetchContext): Promise<void> {
  const results = await Promise.allSettled(
    work.map((one) =>
      one.catch((error: unknown) => {
        at.abort(error);
        throw error;
      }),
    ),
  );
  at.signal.throwIfAborted();
  for (const result of results) if (result.status === 'rejected') throw result.reason;
}

async function fetchGroup(files: ManifestFile[], turn: number, said: StoreFailure[], at: FetchContext): Promise<void> {
  const left = new Set(files);
  try {
    await fromSource(files, turn, at, (file) => left.delete(file));
  } catch (error) {
    at.signal.throwIfAborted();
    const failure = classify(error);
    failure.file ??= [...left][0]?.path;
    if (final.has(failure.reason)) throw failure;
    const rest = [...left].filter((file) => (at.sources[file.path]?.length ?? 0) > turn + 1);
    if (rest.length < left.size) throw joined([...said, failure]);
    for (const file of rest) replan(file, turn, at);
    await all(
      groups(rest, turn + 1, at).map((group) => fetchGroup(group, turn + 1, [...said, failure], at)),
      at,
    );
  }
}

async function fromSource(files: ManifestFile[], turn: number, at: FetchContext, done: (file: ManifestFile) => void) {
  const located = await Promise.all(
    files.map(async (file) => {
      const source = at.sources[file.path]?.[turn];
      if (!source) throw new StoreFailure('NoSource', `${file.path} has no source`);
      return { file, source, location: await locate(source, file, at) };
    }),
  );
  const finish = async (target: Target, from: string) => {
    await place(target, at);
    at.used.add(from);
    done(target.file);
  };
  const tars = new Map<string, { targets: Map<string, Target>; from: string }>();
  for (const { file, source, location } of located) {
    const target = targetOf(file, at);
    const from = servedBy(source, location);
    if (location.kind === 'local') {
      await copyVerified(location.path, target);
      await finish(target, from);
    } else if (location.kind === 'blob') {
      await rename(await blobPath(location.blob, at), target.path);
      await finish(target, from);
    } else if (location.format === 'zip') {
      const archives = await Promise.all(location.parts.map(({ blob }) => blobPath(blob, at)));
      const parts = location.parts.map(({ member }, index) => ({ archive: archives[index] ?? '', member }));
      await extractZip(parts, target);
      await finish(target, from);
    } else {
      const [part] = location.parts;
      if (!part) continue;
      const archive = await blobPath(part.blob, at);
      const { targets } = tars.get(archive) ?? { targets: new Map<string, Target>() };
      tars.set(archive, { targets: targets.set(part.member, target), from });
    }
  }
  for (const [archive, { targets, from }] of tars) {
    await extractTar(archive, targets, async (target) => finish(target, from), at.signal);
  }
}

/** The type of a source and the host that it sent us to, without anything secret in the address. */
function servedBy({ type }: Source, location: Location): string {
  if (location.kind === 'local') return type;
  const url = location.kind === 'blob' ? location.blob.url : location.parts[0]?.blob.url;
  return url === undefined ? type : `${type} ${new URL(url).host}`;
}

const targetOf = (file: ManifestFile, at: FetchContext): Target => ({
  file,
  path: join(at.places.partial, `${file.path.replaceAll('/', '+')}.new`),
});

async function place({ file, path }: Target, at: FetchContext): Promise<void> {
  const to = join(at.places.files, file.path);
  await makeFolder(dirname(to));
  await rename(path, to);
  at.meter.filesVerified++;
}

/** Files that share an archive go together; others alone. */
function groups(files: ManifestFile[], turn: number, at: FetchContext): ManifestFile[][] {
  const byKey = new Map<string, ManifestFile[]>();
  for (const file of files) {
    const source = at.sources[file.path]?.[turn];
    const shared = source?.type === 'npm' || source?.type === 'pypi';
    const key = shared
      ? blobsOf(source, file)
          .map((blob) => blob.key)
          .join()
      : file.path;
    byKey.set(key, [...(byKey.get(key) ?? []), file]);
  }
  return [...byKey.values()];
}

function blobPath(blob: Blob, at: FetchContext): Promise<string> {
  const known = at.blobs.get(blob.key);
  if (known) return known;
  const path = join(at.places.partial, blob.key);
  const fetching = at.limit(async () => {
    at.signal.throwIfAborted();
    await fetchBlob(blob, path, at);
    at.meter.finish(blob.key);
    return path;
  });
  at.blobs.set(blob.key, fetching);
  fetching.catch(() => at.blobs.delete(blob.key));
  return fetching;
}

async function copyVerified(from: string, { file, path }: Target): Promise<void> {
  const problem = await problemOf(from, file, 'full');
  if (problem) throw new StoreFailure(problem.reason, `${from} ${problem.words}`);
  await copyFile(from, path);
  const broken = await problemOf(path, file, 'full');
  if (!broken) return;
  await rm(path, { force: true });
  throw new StoreFailure('DigestMismatch', `the copy of ${from} ${broken.words}`);
}

/** Moves the count of what is still to come from a file's failed source to its next one. */
function replan(file: ManifestFile, turn: number, at: FetchContext): void {
  const [failed, next] = [at.sources[file.path]?.[turn], at.sources[file.path]?.[turn + 1]];
  for (const { key } of blobsOf(failed, file)) at.meter.drop(key);
  for (const { key, bytes } of blobsOf(next, file)) at.meter.expect(key, bytes);
}

function joined(said: StoreFailure[]): StoreFailure {
  const [first, ...others] = said;
  if (!first) return new StoreFailure('Internal', 'no source was tried');
  if (others.length === 0) return first;
  // A source without an address was never tried: the first that was tried tells more.
  const telling = said.find((failure) => failure.reason !== 'NoSource') ?? first;
  const failure = new StoreFailure(telling.reason, said.map((one) => one.message).join('; then: '), { cause: telling });
  failure.file = first.file;
  return failure;
}
