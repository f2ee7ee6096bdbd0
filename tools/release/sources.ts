import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repoRoot } from '../cluster/paths.ts';
import { sh } from '../cluster/shell.ts';

const git = async (...args: string[]) => (await sh('git', ['-C', repoRoot, ...args])).trim();

/** The commit of the checkout; throws where a file differs from it, since a release is made of a commit alone. */
export async function cleanCommit(): Promise<string> {
  const changed = await git('status', '--porcelain');
  if (changed !== '') throw new Error(`a release is made of a commit, and these files differ from it:\n${changed}`);
  return git('rev-parse', 'HEAD');
}

/** The time of the commit in seconds since 1970: what SOURCE_DATE_EPOCH is where nothing sets it. */
export const commitTime = (): Promise<string> => git('log', '-1', '--format=%ct');

const pins = ['package-lock.json', 'tools/release/go/cosign/go.sum', 'tools/release/go/crane/go.sum'];

/** sha256 of the files that pin what a release is built with, by path. */
export const locks = (): Record<string, string> =>
  Object.fromEntries(
    pins.map((path) => [
      path,
      createHash('sha256')
        .update(readFileSync(join(repoRoot, path)))
        .digest('hex'),
    ]),
  );
