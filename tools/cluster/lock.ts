import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isAlive } from './process.ts';

/** Runs `work` while no other process of this machine does so under the same lock file; a dead owner's lock is taken over. */
export async function withLock<T>(file: string, progress: (line: string) => void, work: () => Promise<T>): Promise<T> {
  mkdirSync(dirname(file), { recursive: true });
  let told = false;
  for (;;) {
    try {
      writeFileSync(file, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      const { owner, age } = readOwner(file);
      const dead = owner > 0 ? !isAlive(owner) : age > 5000;
      if (dead) rmSync(file, { force: true });
      else {
        if (!told) progress(`waiting for process ${owner}, which holds ${file}`);
        told = true;
        await sleep(500);
      }
    }
  }
  const release = () => rmSync(file, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

function readOwner(file: string): { owner: number; age: number } {
  try {
    return { owner: Number(readFileSync(file, 'utf8')), age: Date.now() - statSync(file).mtimeMs };
  } catch {
    return { owner: 0, age: 0 };
  }
}
