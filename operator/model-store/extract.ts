import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract as tarExtract } from 'tar-stream';
import { openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { StoreFailure, classify } from './failure.ts';
import type { ManifestFile } from './manifest.ts';

/** A file of the manifest and where its bytes go while they are not trusted yet. */
export interface Target {
  file: ManifestFile;
  path: string;
}

/** Writes bytes to the target and checks them against its size and digest; removes the target when they are wrong. */
async function writeVerified(chunks: AsyncIterable<Buffer>, { file, path }: Target): Promise<void> {
  const hash = createHash('sha256');
  const handle = await open(path, 'w', 0o644);
  let size = 0;
  try {
    for await (const chunk of chunks) {
      size += chunk.length;
      if (size > file.size) throw new StoreFailure('SizeMismatch', `${file.path} is larger than ${file.size} bytes`);
      hash.update(chunk);
      await handle.appendFile(chunk);
    }
    if (size !== file.size)
      throw new StoreFailure('SizeMismatch', `${file.path} has ${size} bytes instead of ${file.size}`);
    const sha256 = hash.digest('hex');
    if (sha256 !== file.sha256) {
      throw new StoreFailure('DigestMismatch', `${file.path} has sha256 ${sha256} instead of ${file.sha256}`);
    }
  } catch (error) {
    await handle.close();
    await rm(path, { force: true });
    throw error;
  }
  await handle.close();
}

/** Takes members out of a (gzipped) tar archive in one pass, handing each over as soon as it is verified. */
export async function extractTar(
  archive: string,
  targets: Map<string, Target>,
  done: (target: Target) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const missing = new Map(targets);
  const unpack = tarExtract();
  const input = pipeline(createReadStream(archive, { highWaterMark: 1 << 18 }), createGunzip(), unpack, { signal });
  input.catch(() => undefined);
  try {
    for await (const entry of unpack) {
      const target = missing.get(entry.header.name);
      if (!target || entry.header.type !== 'file') {
        entry.resume();
        continue;
      }
      missing.delete(entry.header.name);
      await writeVerified(entry as AsyncIterable<Buffer>, target);
      await done(target);
      if (missing.size === 0) break;
    }
    if (missing.size > 0) await input;
  } catch (error) {
    signal.throwIfAborted();
    throw unreadable(error, archive);
  } finally {
    unpack.destroy();
    await input.catch(() => undefined);
  }
  const [member] = missing.keys();
  if (member !== undefined) throw new StoreFailure('NotFound', `the archive has no ${member}`);
}

/** Joins members of zip archives, in order, into one verified file. */
export async function extractZip(parts: { archive: string; member: string }[], target: Target): Promise<void> {
  await writeVerified(zipMembers(parts), target);
}

/** The bytes of members of zip archives, one after the other. */
export async function* zipMembers(parts: { archive: string; member: string }[]): AsyncGenerator<Buffer> {
  for (const { archive, member } of parts) {
    let zip: ZipFile | undefined;
    try {
      zip = await openPromise(archive, { autoClose: false, lazyEntries: true });
      yield* (await openMember(zip, member)) as AsyncIterable<Buffer>;
    } catch (error) {
      throw unreadable(error, archive);
    } finally {
      zip?.close();
    }
  }
}

async function openMember(zip: ZipFile, member: string): Promise<Readable> {
  for await (const entry of zip.eachEntry() as AsyncIterable<Entry>) {
    if (entry.fileName === member) return zip.openReadStreamPromise(entry);
  }
  throw new StoreFailure('NotFound', `the archive has no ${member}`);
}

function unreadable(error: unknown, archive: string): StoreFailure {
  const failure = classify(error);
  if (failure.reason !== 'Internal') return failure;
  return new StoreFailure('UnexpectedContent', `${archive} cannot be unpacked: ${failure.message}`, { cause: error });
}
