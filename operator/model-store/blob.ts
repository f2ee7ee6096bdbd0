import { createHash } from 'node:crypto';
import type { Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, rename, rm } from 'node:fs/promises';
import { StoreFailure } from './failure.ts';
import { shown } from './http/address.ts';
import type { Answer, Client } from './http/client.ts';
import type { Meter } from './progress.ts';
import { retry } from './retry.ts';
import type { Settings } from './settings.ts';
import type { Blob } from './sources/location.ts';
import { sizeOf } from './volume.ts';

export interface BlobContext {
  client: Client;
  settings: Settings;
  meter: Meter;
  signal: AbortSignal;
  /** Attempts without any new byte before giving up. */
  attempts: number;
  log: (message: string) => void;
}

/**
 * Fetches a blob to `path`, going on where `path` + `.part` ends, and checks size and digest. When it returns, the
 * file is whole; when it throws a StoreFailure, what came so far stays for the next attempt unless it is wrong.
 */
export async function fetchBlob(blob: Blob, path: string, at: BlobContext): Promise<void> {
  const part = `${path}.part`;
  if (await isWhole(blob, path)) return;
  let inherited = (await sizeOf(part)) ?? 0;
  at.meter.restart(blob.key, inherited);
  const state = { have: inherited, hash: inherited > 0 ? await hashOf(part, blob) : newHash(blob) };
  let before = state.have;
  const moved = () => state.have > before;
  const { attempts, signal, log } = at;
  const patience = { attempts, signal, log, backOffSeconds: at.settings.backOffSeconds };
  const attempt = async () => {
    before = state.have;
    if (blob.size === undefined || state.have < blob.size) await receive(blob, part, state, at);
    const wrong = mismatch(blob, state);
    if (!wrong) return;
    await startAgain(blob, part, state, at);
    // Bytes of an earlier run may be to blame: once more from the start before the source is.
    const again = inherited > 0;
    inherited = 0;
    throw again ? new StoreFailure(wrong.reason, wrong.message, { retry: true }) : wrong;
  };
  await retry(attempt, patience, moved);
  await rename(part, path);
}

/** How much of a blob is in its partial file, and the hash over exactly that much. */
interface State {
  have: number;
  hash: Hash;
}

async function startAgain(blob: Blob, part: string, state: State, at: BlobContext): Promise<void> {
  await rm(part, { force: true });
  state.have = 0;
  state.hash = newHash(blob);
  at.meter.restart(blob.key);
}

async function receive(blob: Blob, part: string, state: State, at: BlobContext): Promise<void> {
  const start = state.have;
  const range: Record<string, string> = start > 0 ? { range: `bytes=${start}-` } : {};
  const secret = await blob.secret(at.signal);
  const answer = await at.client.get(blob.url, { headers: range, secret, accept: [416], signal: at.signal });
  if (answer.status === 416 || (answer.status === 206 && !startsAt(answer, start))) {
    answer.discard();
    await startAgain(blob, part, state, at);
    throw new StoreFailure('SizeMismatch', `${shown(blob.url)} has no byte ${start}; restarting`, { retry: true });
  }
  try {
    checkHeaders(blob, answer, answer.status === 206 ? start : 0);
  } catch (error) {
    answer.discard();
    throw error;
  }
  if (answer.status === 200 && start > 0) await startAgain(blob, part, state, at);
  const file = await open(part, state.have === 0 ? 'w' : 'a', 0o644);
  try {
    for await (const chunk of answer.chunks()) {
      if (blob.size !== undefined && state.have + chunk.length > blob.size) {
        throw new StoreFailure('SizeMismatch', `${shown(blob.url)} sent more than the expected ${blob.size} bytes`);
      }
      await file.appendFile(chunk);
      state.hash.update(chunk);
      state.have += chunk.length;
      at.meter.receive(blob.key, chunk.length);
    }
  } finally {
    answer.discard();
    await file.close();
  }
  if (blob.size !== undefined && state.have < blob.size) {
    const message = `${shown(blob.url)} ended after ${state.have} of ${blob.size} bytes`;
    throw new StoreFailure('Interrupted', message, { retry: true });
  }
}

function startsAt(answer: Answer, start: number): boolean {
  return answer.headers['content-range']?.startsWith(`bytes ${start}-`) === true;
}

function checkHeaders(blob: Blob, answer: Answer, start: number): void {
  if (answer.headers['content-type']?.startsWith('text/html') && !/\.html?$/.test(new URL(blob.url).pathname)) {
    throw new StoreFailure('UnexpectedContent', `${shown(blob.url)} returned a web page instead of a file`);
  }
  const length = answer.headers['content-length'];
  if (length === undefined || blob.size === undefined) return;
  if (start + Number(length) !== blob.size) {
    throw new StoreFailure(
      'SizeMismatch',
      `${shown(blob.url)} has ${start + Number(length)} bytes instead of ${blob.size}`,
    );
  }
}

function mismatch(blob: Blob, { have, hash }: State): StoreFailure | undefined {
  if (blob.size !== undefined && have !== blob.size) {
    return new StoreFailure('SizeMismatch', `${shown(blob.url)} has ${have} bytes instead of ${blob.size}`);
  }
  if (!blob.integrity) return undefined;
  const { algorithm, hex } = blob.integrity;
  const found = hash.copy().digest('hex');
  if (found === hex) return undefined;
  return new StoreFailure('DigestMismatch', `${shown(blob.url)} has ${algorithm} ${found} instead of ${hex}`);
}

const newHash = (blob: Blob) => createHash(blob.integrity?.algorithm ?? 'sha256');

async function hashOf(path: string, blob: Blob): Promise<Hash> {
  const hash = newHash(blob);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash;
}

async function isWhole(blob: Blob, path: string): Promise<boolean> {
  const size = await sizeOf(path);
  if (size === undefined) return false;
  if (!mismatch(blob, { have: size, hash: await hashOf(path, blob) })) return true;
  await rm(path, { force: true });
  return false;
}
