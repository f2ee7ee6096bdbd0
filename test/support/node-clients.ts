import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../operator/model-store/pull-shown.ts';

const run = promisify(execFile);
const folder = join(import.meta.dirname, '../clients/node');

/**
 * The scripts of test/clients/node in a folder with the packages that they use, installed into the cache on first use; no package
 * runs a program of its own while it is installed.
 */
export async function nodeClients(): Promise<string> {
  const lock = readFileSync(join(folder, 'package-lock.json'));
  const home = join(cacheFolder('..'), `node-clients-${createHash('sha256').update(lock).digest('hex').slice(0, 16)}`);
  await mkdir(home, { recursive: true });
  for (const name of await readdir(folder)) await copyFile(join(folder, name), join(home, name));
  const complete = join(home, 'complete');
  if (existsSync(complete)) return home;
  process.stderr.write('installing the clients of test/clients/node\n');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: home });
  await writeFile(complete, '');
  return home;
}
