import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { kindHome } from './paths.ts';

/** Changes with any of these texts. */
export const keyOf = (...parts: string[]): string =>
  createHash('sha256').update(parts.join('\0')).digest('hex').slice(0, 16);

/** Whether the last run of a step had this key. */
export function isDone(name: string, key: string, home = kindHome): boolean {
  const done = join(home, 'done', name);
  return existsSync(done) && readFileSync(done, 'utf8') === key;
}

/** Runs a step unless its last run had the same key; keeps how long each took in `times.tsv`. */
export async function step(
  name: string,
  key: string,
  progress: (line: string) => void,
  work: () => Promise<void>,
  home = kindHome,
): Promise<void> {
  if (isDone(name, key, home)) return;
  mkdirSync(join(home, 'done'), { recursive: true });
  progress(`kind: making ${name}`);
  const started = Date.now();
  await work();
  writeFileSync(join(home, 'done', name), key);
  const seconds = ((Date.now() - started) / 1000).toFixed(1);
  appendFileSync(join(home, 'times.tsv'), `${new Date().toISOString()}\t${name}\t${seconds}\n`);
  progress(`kind: made ${name} in ${seconds} s`);
}
