import { randomUUID } from 'node:crypto';
import { readFile, rename, stat, unlink, utimes, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StoreFailure, classify } from './failure.ts';
import { isCode, makeFolder } from './volume.ts';
import type { Places } from './volume.ts';

/** How often a holder shows that it lives, and after how long without a sign it is taken for dead, in ms. */
const beat = 1000;
const dead = 10_000;

/** Locks that this process holds, so that it does not take its own for one left by a predecessor with its pid. */
const held = new Set<string>();

/** Who holds a lock, and what became of the one before: a silent one may be frozen and wake up again. */
export interface Held {
  holder: string;
  former: 'ended' | 'silent';
}

/**
 * Does work as the only one to fill a model's staging folder. Waits for another holder, and takes over from one that
 * is dead: at once when it ran on this host, after ten seconds without a sign of life otherwise. The signal handed to
 * the work ends with the caller's, or when the lock is lost.
 */
export async function withLock<T>(
  at: Places,
  log: (message: string) => void,
  signal: AbortSignal,
  work: (signal: AbortSignal, held: Held) => Promise<T>,
): Promise<T> {
  const path = `${at.staging}.lock`;
  const holder = randomUUID();
  const token = JSON.stringify({ host: hostname(), pid: process.pid, id: holder });
  await makeFolder(dirname(path));
  const former = await acquire(path, token, log, signal);
  held.add(path);
  const lost = new AbortController();
  const timer = setInterval(() => void keep(path, token, lost), beat);
  try {
    return await work(AbortSignal.any([signal, lost.signal]), { holder, former });
  } finally {
    clearInterval(timer);
    held.delete(path);
    if ((await content(path).catch(() => undefined)) === token) await unlink(path).catch(() => undefined);
  }
}

async function acquire(
  path: string,
  token: string,
  log: (message: string) => void,
  signal: AbortSignal,
): Promise<Held['former']> {
  let seen = '';
  let since = performance.now();
  let told = false;
  for (;;) {
    signal.throwIfAborted();
    try {
      await writeFile(path, token, { flag: 'wx' });
      return 'ended';
    } catch (error) {
      if (!isCode(error, 'EEXIST')) throw error;
    }
    const holder = await content(path);
    if (holder === undefined) continue;
    const sign = `${holder} ${await modified(path)}`;
    if (sign !== seen) [seen, since] = [sign, performance.now()];
    const gone = isGone(holder, path);
    if (gone || performance.now() - since > dead) {
      if (await takeOver(path, token)) return gone ? 'ended' : 'silent';
      continue;
    }
    if (!told) log('another download of the same model is running; waiting for it');
    told = true;
    await sleep(500, undefined, { signal });
  }
}

/** Replaces a dead holder's lock. Of several that do so at once the last one wins, which each sees a moment later. */
async function takeOver(path: string, token: string): Promise<boolean> {
  const mine = `${path}.${process.pid}`;
  await writeFile(mine, token);
  await rename(mine, path);
  await sleep(100 + Math.random() * 100);
  return (await content(path)) === token;
}

async function keep(path: string, token: string, lost: AbortController): Promise<void> {
  if ((await content(path).catch(() => undefined)) !== token) {
    lost.abort(new StoreFailure('Locked', 'another download has taken over this model', { retry: true }));
    return;
  }
  const now = new Date();
  await utimes(path, now, now).catch(() => undefined);
}

function isGone(holder: string, path: string): boolean {
  try {
    const { host, pid } = JSON.parse(holder) as { host?: unknown; pid?: unknown };
    if (host !== hostname() || typeof pid !== 'number' || held.has(path)) return false;
    return pid === process.pid || !alive(pid);
  } catch {
    return false;
  }
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isCode(error, 'EPERM');
  }
}

/** What is in a lock file; undefined when there is none. */
async function content(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    const { reason, message } = classify(error);
    const known = reason === 'Internal' ? 'VolumeError' : reason;
    throw new StoreFailure(known, `the lock ${path} cannot be read; remove it: ${message}`, { cause: error });
  }
}

async function modified(path: string): Promise<number> {
  return stat(path).then(
    (it) => it.mtimeMs,
    () => 0,
  );
}
